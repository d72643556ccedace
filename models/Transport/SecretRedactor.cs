namespace Moltbot.Models.Transport;

/// <summary>
/// Cuts a provider's secrets out of texts that it sent us. Providers echo keys whole or in part ("sk-ab***yz"), so any run
/// that also stands in a secret goes.
/// </summary>
internal sealed class SecretRedactor
{
    private const int MinRun = 6;
    private const string Mark = "[redacted]";
    private readonly string[] secrets;

    public SecretRedactor(IEnumerable<string?> secrets) => this.secrets =
        [.. secrets.Where(s => s is { Length: > 0 }).Select(s => s!)];

    public string Redact(string text)
    {
        foreach (var secret in secrets)
        {
            text = secret.Length <= MinRun
                ? text.Replace(secret, Mark, StringComparison.Ordinal)
                : CutRuns(text, secret);
        }

        return text;
    }

    private static string CutRuns(string text, string secret)
    {
        var result = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var run = LongestRun(text.AsSpan(i), secret);
            if (run >= MinRun)
            {
                result.Append(Mark);
                i += run;
            }
            else
            {
                result.Append(text[i++]);
            }
        }

        return result.ToString();
    }

    private static int LongestRun(ReadOnlySpan<char> text, ReadOnlySpan<char> secret)
    {
        if (text.Length < MinRun || secret.IndexOf(text[..MinRun], StringComparison.Ordinal) < 0)
        {
            return 0;
        }

        var length = MinRun;
        while (length < text.Length && secret.IndexOf(text[..(length + 1)], StringComparison.Ordinal) >= 0)
        {
            length++;
        }

        return length;
    }
}
