"""From text to what is compared: tokens with offsets, folded words, stems, common words of both languages."""
