using ComfyStudio.Images.Rows;
using ComfyStudio.Images.Words;

namespace ComfyStudio.Images.Search;

/// <summary>Finds the rows whose prompt, model, LoRAs, tags or file name have certain words.</summary>
internal sealed class WordFinder(ImageTable table)
{
    internal RowSet Find(WordClause clause)
    {
        var rows = new RowSet(table.Capacity);
        AddByPrompt(rows, FindPrompts(clause));
        AddBy(rows, table.Model, table.Models.Where(clause.Matches));
        AddBy(rows, table.LoraSet, table.Loras.Where(clause.Matches));
        AddBy(rows, table.TagSet, table.Tags.Where(clause.Matches));
        if (!clause.IsExcluded || clause.Words.Count == 1)
            table.FileNames.Search(clause.Literal, rows);
        return rows.And(table.Live);
    }

    private RowSet FindPrompts(WordClause clause) => clause.Words.Count == 1 ? FindWord(clause.Words[0], clause.LastBegins) : FindPhrase(clause);

    private RowSet FindWord(string word, bool begins)
    {
        var texts = new RowSet(table.Prompts.Count);
        if (begins)
        {
            foreach (var term in table.Vocabulary.FindPrefix(word))
                table.Postings.AddTo(texts, term);
        }
        else if (table.Vocabulary.Find(word) is { } term)
        {
            table.Postings.AddTo(texts, term);
        }

        return texts;
    }

    // The postings tell which texts have all the words; only those are looked through for their order.
    private RowSet FindPhrase(WordClause clause)
    {
        var found = new RowSet(table.Prompts.Count);
        var whole = clause.LastBegins ? clause.Words.Count - 1 : clause.Words.Count;
        var terms = new int[whole];
        for (var i = 0; i < whole; i++)
        {
            if (table.Vocabulary.Find(clause.Words[i]) is not { } term)
                return found;
            terms[i] = term;
        }

        var lastBegins = clause.LastBegins ? clause.Words[^1] : null;
        foreach (var text in Candidates(terms, lastBegins))
        {
            if (CodedText.HasPhrase(table.Prompts.CodedOf(text), table.Vocabulary, terms, lastBegins))
                found.Add(text);
        }

        return found;
    }

    private RowSet Candidates(int[] terms, string? lastBegins)
    {
        RowSet? all = lastBegins is null ? null : FindWord(lastBegins, begins: true);
        foreach (var term in terms.Distinct().OrderBy(table.Postings.CountOf))
        {
            var texts = new RowSet(table.Prompts.Count);
            table.Postings.AddTo(texts, term);
            all = all?.And(texts) ?? texts;
        }

        return all!;
    }

    private void AddByPrompt(RowSet rows, RowSet prompts)
    {
        var numbers = table.Prompt.Values[..table.Capacity];
        for (var row = 1; row < numbers.Length; row++)
        {
            if (prompts.Contains(numbers[row]))
                rows.Add(row);
        }
    }

    private void AddBy(RowSet rows, Column<int> column, bool[] isMeant)
    {
        if (!isMeant.Contains(true))
            return;
        var numbers = column.Values[..table.Capacity];
        for (var row = 1; row < numbers.Length; row++)
        {
            if (isMeant[numbers[row]])
                rows.Add(row);
        }
    }
}
