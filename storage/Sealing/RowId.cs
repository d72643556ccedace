using System.Globalization;
using System.Text;

namespace Moltbot.Storage.Sealing;

/// <summary>Row ids made of several columns, each behind its length: ("a", "bc") and ("ab", "c") differ.</summary>
internal static class RowId
{
    public static string Of(params ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(CultureInfo.InvariantCulture, $"{part.Length}:").Append(part);
        }

        return text.ToString();
    }

    public static string Of(string prefix, long number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}#{number}");
}
