using System.Text.RegularExpressions;
using Moltbot.TestSupport.Gateway;

namespace Moltbot.Conformance.Golden;

/// <summary>Placeholders of the recordings: which texts they stand for.</summary>
internal static partial class GoldenText
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>Whether an actual text is one that the recorded text stands for.</summary>
    internal static bool Matches(string recorded, string actual, GoldenTarget target)
    {
        if (IsAnyText(recorded))
        {
            return actual.Length > 0;
        }

        var expected = Fill(recorded, target);
        if (!expected.Contains('<', StringComparison.Ordinal))
        {
            return string.Equals(expected, actual, StringComparison.Ordinal);
        }

        var pattern = string.Concat(Placeholder().Split(expected).Select(PatternOf));
        return Regex.IsMatch(actual, $"^(?:{pattern})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline, Limit);
    }

    /// <summary>Puts in what is known: secrets of the target and keys of the recorded devices.</summary>
    internal static string Fill(string recorded, GoldenTarget target)
    {
        var text = recorded.Replace("<shared token>", target.Token ?? string.Empty, StringComparison.Ordinal);
        text = text.Replace("hook-secret-token", GoldenSetup.HookToken, StringComparison.Ordinal);
        if (target.Password is { } password)
        {
            text = text.Replace("golden-password", password, StringComparison.Ordinal);
        }

        return DeviceKey().Replace(text, match =>
        {
            var device = TestDevice.Recorded(match.Groups["device"].Value[0]);
            return match.Groups["what"].Value == "deviceId" ? device.Id : device.PublicKey;
        });
    }

    /// <summary>Whether the placeholder stands for a number.</summary>
    internal static bool IsNumber(string recorded) => recorded is "<ms>" or "<seconds>";

    private static bool IsAnyText(string recorded) =>
        recorded.StartsWith("<home>", StringComparison.Ordinal) || recorded.StartsWith("<app>", StringComparison.Ordinal)
        || recorded is "<log file>" || CutText().IsMatch(recorded);

    private static string PatternOf(string part) => part switch
    {
        "<uuid>" => "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        "<hex64>" => "[0-9a-f]{64}",
        "<hex32>" => "[0-9a-f]{32}",
        "<iso>" => @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?",
        "<dow>" => "(Mon|Tue|Wed|Thu|Fri|Sat|Sun)",
        "<date time>" => @"\d{4}-\d\d-\d\d \d\d:\d\d( [A-Z+0-9:-]+)?",
        "<ms>" or "<seconds>" => @"\d+",
        "<home>" or "<app>" or "<log file>" => ".*",
        _ => Regex.Escape(part),
    };

    [GeneratedRegex("(?<placeholder><uuid>|<hex64>|<hex32>|<iso>|<dow>|<date time>|<ms>|<seconds>|<home>|<app>|<log file>)", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex("<(?<what>deviceId|publicKey):(?<device>[A-Z])>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DeviceKey();

    [GeneratedRegex(@"^\(\d+ characters of text\)$", RegexOptions.None, 1000)]
    private static partial Regex CutText();
}
