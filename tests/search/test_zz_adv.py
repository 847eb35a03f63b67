"""adversary"""
import random, time
from datetime import UTC, datetime
import pytest
from server.search.engine import *
from server.search.documents import Field, Facet, Kind, Part, SearchDocument
from server.search.grammar import parse
from server.search.matching import groups, excluded
from server.text.languages import Language
W=[f"{a}{b}{c}" for a in ("hand","werk","betrieb","schul","nach","ver","digi","euro") for b in ("werk","ung","keit","schaft","haus","land","lich") for c in ("","en","er","ung","s","liche")]
def doc(i, n=20, rnd=random):
    r=random.Random(i)
    return SearchDocument(kind=Kind.COMMENT, id=f"c-{i:05}", edition="2021", section=f"s{r.randint(0,3)}", language=r.choice([Language.DE,Language.NL]),
        fields=(Field(Part.TEXT, r.choice([Language.DE,Language.NL]), " ".join(r.choices(W,k=n))),Field(Part.SECTION,Language.DE," ".join(r.choices(W,k=2)))), moment=datetime(2024,1,1,tzinfo=UTC), more={Facet.OUTCOME:(r.choice("abc"),)})
def ask(engine, typed, **kw):
    q=parse(typed)
    return engine.search(Request(groups=groups(q), excluded=excluded(q), **kw))

def test_hold_cost(engine):
    engine.rebuild([])
    docs={}
    for i in range(200):
        d=doc(i, 1500); docs[d.key]=d
    t=time.time(); engine.hold(docs); print("hold 200 long:", time.time()-t)
    for _ in range(3):
        d=doc(999+_, 30); docs=dict(docs); docs[d.key]=d
        t=time.time(); engine.hold(docs); print("hold one more:", round(time.time()-t,3))
        t=time.time(); ask(engine,"handwerk digiung"); print("search:", round(time.time()-t,3))

def test_agree(open_whoosh, open_postgres):
    a,b=open_whoosh(),open_postgres()
    rnd=random.Random(5)
    docs={d.key:d for d in map(doc,range(150))}
    for e in (a,b): e.rebuild(docs.values())
    bad=0
    for step in range(60):
        op=rnd.choice(["commit","hold","remove","none","merge"])
        if op=="commit":
            new=[doc(rnd.randint(0,400)) for _ in range(5)]; gone=[doc(rnd.randint(0,400)).key for _ in range(5)]
            gone=[g for g in gone if g not in {d.key for d in new}]
            for e in (a,b): e.commit(new,gone)
        if op=="hold":
            ch={}
            for _ in range(6):
                d=doc(rnd.randint(0,400)); ch[d.key]=rnd.choice([d,None])
            for e in (a,b): e.hold(ch)
        if op=="merge":
            for e in (a,b): e.merge()
        for _ in range(6):
            n=rnd.randint(1,5)
            typed=" ".join(rnd.choice(["","","-",])+rnd.choice(W)+rnd.choice(["","","*"]) for _ in range(n))
            if rnd.random()<.3: typed+=f' "{rnd.choice(W)} {rnd.choice(W)}"'
            if rnd.random()<.3: typed+=f' OR {rnd.choice(W)}'
            kw={}
            if rnd.random()<.5: kw["filters"]={Facet.SECTION:frozenset(rnd.sample(["s0","s1","s2","zz"],2))}
            if rnd.random()<.3: kw["without"]={Facet.OUTCOME:frozenset("a")}
            kw["missing"]=rnd.randint(0,2)
            kw["count"]=(Facet.SECTION,Facet.OUTCOME,Facet.KIND); kw["limit"]=1000
            kw["order"]=rnd.choice(list(Order))
            ra,rb=ask(a,typed,**kw),ask(b,typed,**kw)
            va={h.key:h.missed for h in ra.hits}; vb={h.key:h.missed for h in rb.hits}
            if ra.total!=rb.total or va!=vb or dict(ra.counts)!=dict(rb.counts):
                bad+=1
                if bad<6: print("DIFF",step,typed,kw,ra.total,rb.total, ra.counts, rb.counts, [(k.id,va.get(k),vb.get(k)) for k in va.keys()|vb.keys() if va.get(k)!=vb.get(k)][:5])
        if a.status().digest!=b.status().digest or a.status().documents!=b.status().documents: print("STATUS", step, op); bad+=1
        ws=rnd.sample(W,10)
        for l in Language:
            if a.holds(l,ws)!=b.holds(l,ws): print("HOLDS",step,op,a.holds(l,ws)^b.holds(l,ws)); bad+=1
    assert not bad, bad
