namespace Moltbot.Protocol.Http;

/// <summary>Where the gateway answers over HTTP (protocol §8).</summary>
public static class HttpPaths
{
    /// <summary>Whether the process answers; open to everybody.</summary>
    public const string Alive = "/healthz";

    /// <summary>Whether it can do its work; open to everybody.</summary>
    public const string Ready = "/readyz";

    public const string Completions = "/v1/chat/completions";

    public const string Responses = "/v1/responses";

    public const string ToolsInvoke = "/tools/invoke";

    /// <summary>What follows is the tenant and the account's secret.</summary>
    public const string TelegramWebhooks = "/webhooks/telegram/";

    /// <summary>The paths that let somebody do something, and therefore nobody without a credential. All are posted to.</summary>
    public static IReadOnlyList<string> Guarded { get; } =
        [Completions, Responses, ToolsInvoke, TelegramWebhooks + "default/nobody", "/hooks/agent", "/hooks/wake"];
}
