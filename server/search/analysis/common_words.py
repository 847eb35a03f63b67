"""Words too common to ask for: dropped from a query when it holds other words, never from the index."""

from server.text.languages import Language

# Articles, pronouns, prepositions, conjunctions and auxiliaries, folded as `fold` does. Kept short: a word
# that carries meaning in the other language ("man", "bank") is better asked for than lost.
_DUTCH = """
    aan al als bij dan dat de den der des deze die dit doch door dus een en er ge geen had hebben heb heeft het
    hier hij hoe hun ik in is ja je kan kunnen maar me men met mij mijn moet moeten na naar niet nog nu of om
    omdat onder ons onze ook op over te tegen tot u uit uw van veel voor waar was waren wat we welke wel werd
    wie wij wil worden wordt zal ze zich zij zijn zo zo'n zoals zou zullen 't 's
"""
_GERMAN = """
    aber als am an auch auf aus bei beim bin bis da damit das dass dem den denn der des die dies diese diesem
    diesen dieser dieses doch du durch ein eine einem einen einer eines er es fuer gegen hat haben hatte hier
    ich ihr ihre ihrem ihren ihrer im in ins ist ja kann kein keine koennen mit muss muessen nach nicht noch
    nun nur ob oder ohne sehr sein seine sich sie sind so soll sollen sowie ueber um und uns unser unsere
    unter vom von vor war waren was wie welche wenn werden wer wir wird wo wurde wurden zu zum zur zwischen
"""
COMMON_WORDS: dict[Language, frozenset[str]] = {
    Language.NL: frozenset(_DUTCH.split()),
    Language.DE: frozenset(_GERMAN.split()),
}
