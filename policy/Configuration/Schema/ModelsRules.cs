using Moltbot.Policy.Configuration.Schema.Rules;
using static Moltbot.Policy.Configuration.Schema.Rules.Grammar;

namespace Moltbot.Policy.Configuration.Schema;

/// <summary><c>models</c>: providers and the models they serve.</summary>
internal static class ModelsRules
{
    public static Rule ModelApi { get; } = OneOf("openai-completions", "openai-responses", "anthropic-messages", "google-generative-ai", "github-copilot", "bedrock-converse-stream");

    public static ShapeRule ModelCompat { get; } = Shape(
        Key("supportsStore", Flag),
        Key("supportsDeveloperRole", Flag),
        Key("supportsReasoningEffort", Flag),
        Key("maxTokensField", OneOf("max_completion_tokens", "max_tokens")));

    public static ShapeRule Model { get; } = Shape(
        Required("id", SomeText),
        Required("name", SomeText),
        Key("api", ModelApi),
        Key("reasoning", Flag),
        Key("input", ListOf(OneOf("text", "image"))),
        Key("cost", Shape(
            Key("input", Number),
            Key("output", Number),
            Key("cacheRead", Number),
            Key("cacheWrite", Number))),
        Key("contextWindow", PositiveNumber),
        Key("maxTokens", PositiveNumber),
        Key("headers", TextMap),
        Key("compat", ModelCompat));

    public static ShapeRule Provider { get; } = Shape(
        Required("baseUrl", SomeText),
        Secret("apiKey"),
        Key("auth", OneOf("api-key", "aws-sdk", "oauth", "token")),
        Key("api", ModelApi),
        Key("headers", TextMap),
        Key("authHeader", Flag),
        Required("models", ListOf(Model)));

    public static ShapeRule BedrockDiscovery { get; } = Shape(
        Key("enabled", Flag),
        Key("region", Text),
        Key("providerFilter", Texts),
        Key("refreshInterval", Count),
        Key("defaultContextWindow", Positive),
        Key("defaultMaxTokens", Positive));

    public static ShapeRule Models { get; } = Shape(
        Key("mode", OneOf("merge", "replace")),
        Key("providers", MapOf(Provider)),
        Key("bedrockDiscovery", BedrockDiscovery));
}
