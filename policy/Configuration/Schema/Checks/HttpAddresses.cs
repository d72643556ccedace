using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Schema.Checks;

/// <summary>Addresses of HTTP services.</summary>
internal static class HttpAddresses
{
    public static Rule Rule { get; } = new TextRule { Form = (IsHttp, "expected an http:// or https:// address"), Pattern = "^https?://" };

    private static bool IsHttp(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https");
}
