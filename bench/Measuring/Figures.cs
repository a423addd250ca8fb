using System.Globalization;

namespace ComfyStudio.Bench.Measuring;

/// <summary>Numbers as the tables write them.</summary>
internal static class Figures
{
    public static string Ms(double milliseconds) => milliseconds.ToString(milliseconds < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture);

    public static string Count(double number) => number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    public static string Ratio(double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture);

    public static double Rounded(double number) => double.IsFinite(number) ? Math.Round(number, 3) : 0;
}
