namespace Moltbot.Policy.Configuration.Views;

/// <summary><c>gateway.http.endpoints</c>: both endpoints are off unless configured.</summary>
public sealed record GatewayHttpConfig
{
    /// <summary>Whether <c>/v1/chat/completions</c> is served.</summary>
    public bool ChatCompletions { get; init; }

    /// <summary>Whether <c>/v1/responses</c> is served.</summary>
    public bool Responses { get; init; }

    /// <summary>Most bytes of a body at <c>/v1/responses</c> when nothing is configured; a tenant that is not the operator gets no more.</summary>
    public const long DefaultResponsesMaxBodyBytes = 20_000_000;

    /// <summary>Most bytes of a body at <c>/v1/responses</c>.</summary>
    public long ResponsesMaxBodyBytes { get; init; } = DefaultResponsesMaxBodyBytes;

    /// <summary>The rest of <c>responses</c> (files, images).</summary>
    public ConfigSection ResponsesSection { get; init; }

    internal static GatewayHttpConfig From(ConfigSection section)
    {
        var endpoints = section.Section("endpoints");
        var responses = endpoints.Section("responses");
        return new GatewayHttpConfig
        {
            ChatCompletions = endpoints.Section("chatCompletions").Bool("enabled") ?? false,
            Responses = responses.Bool("enabled") ?? false,
            ResponsesMaxBodyBytes = responses.Long("maxBodyBytes") ?? DefaultResponsesMaxBodyBytes,
            ResponsesSection = responses,
        };
    }
}
