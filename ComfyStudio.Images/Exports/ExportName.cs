using System.Text;

namespace ComfyStudio.Images.Exports;

/// <summary>Titles as names of files: in any language, and without what some file system refuses.</summary>
public static class ExportName
{
    private const int Longest = 60;

    // What Windows refuses; every other system refuses less.
    private const string Refused = "<>:\"/\\|?*";

    /// <returns>Empty when nothing of it can stay.</returns>
    public static string Of(string title)
    {
        var name = new StringBuilder();
        foreach (var rune in title.EnumerateRunes())
        {
            if (name.Length >= Longest)
                break;
            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) || Refused.Contains(rune.ToString(), StringComparison.Ordinal))
                AddGap(name);
            else
                name.Append(rune);
        }

        return name.ToString().Trim(' ', '.');
    }

    private static void AddGap(StringBuilder name)
    {
        if (name.Length > 0 && name[^1] != ' ')
            name.Append(' ');
    }
}
