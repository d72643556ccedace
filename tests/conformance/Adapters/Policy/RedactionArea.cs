using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Redaction;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>The redaction of redact_ssrf_external and from_tests_text_media_security: what is taken out of what tools say.</summary>
public sealed class RedactionArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions => [new("redactSensitiveText", Redact)];

    public IEnumerable<Difference> Differences => [];

    private static JsonNode? Redact(JsonElement input)
    {
        // Recorded calls have the mode in an object of options, the executed ones beside the text.
        JsonElement? options = input.Get("args") is null ? input : input.Arg("options", 1);
        var logging = new LoggingConfig { RedactSensitive = options.Text("mode") != "off", RedactPatterns = options.Texts("patterns") ?? [] };
        return RedactionRules.ForTools(logging).Redact(input.Arg("text", 0).AsText() ?? "");
    }
}
