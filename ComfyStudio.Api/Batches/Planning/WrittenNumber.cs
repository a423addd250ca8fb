using System.Globalization;
using System.Text.RegularExpressions;

namespace ComfyStudio.Api.Batches.Planning;

/// <summary>Numbers as people and their spreadsheets write them: half of the world puts a comma before the tenths.</summary>
internal static partial class WrittenNumber
{
    /// <returns>Null where it is none, or could be two: <c>1,024</c> is a thousand to some and one to others.</returns>
    internal static decimal? Find(string text) =>
        decimal.TryParse(DecimalComma().IsMatch(text) ? text.Replace(',', '.') : text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^\s*[+-]?(0,[0-9]+|[0-9]+,([0-9]{1,2}|[0-9]{4,}))\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex DecimalComma();
}
