using System.Globalization;

namespace ComfyStudio.Images.Exports;

/// <summary>Texts as cells of tables that programs open which calculate.</summary>
public static class TableCell
{
    private const string FormulaBeginnings = "=+-@\t\r";

    /// <returns>The text; one that would be taken for a formula and worked out has the mark in front that says that it is text. Numbers stay as they are.</returns>
    public static string Of(string text) => IsFormula(text) ? $"'{text}" : text;

    private static bool IsFormula(string text) =>
        text.Length > 0 && FormulaBeginnings.Contains(text[0], StringComparison.Ordinal) && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
