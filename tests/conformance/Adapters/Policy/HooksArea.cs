using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Conformance.Adapters.Configuration;
using Moltbot.Policy.Hooks;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>hooks, and the hook and mail parts of redact_ssrf_external: who calls one, what a call asks, and how a model is shown it.</summary>
public sealed class HooksArea : ICaseArea
{
    private static readonly string[] Channels = ["telegram", "whatsapp", "discord", "slack", "signal", "imessage"];

    private const string Fixed = "fixed-id";

    private const string OneLine = "What a sender or subject says stays in its line: it begins none of its own.";

    private const string NoMarks = "The marks around foreign text are taken out of it, however they are spelled: it cannot end itself.";

    public IEnumerable<CaseFunction> Functions =>
    [
        new("resolveHooksConfig", Config),
        new("extractHookToken", Token),
        new("normalizeWakePayload", input =>
        {
            var (wake, error) = HookWake.Read(input.One());
            return wake is null ? Refused(error) : Ok("value", new JsonObject { ["text"] = wake.Text, ["mode"] = wake.Mode });
        }),
        new("normalizeAgentPayload", input =>
        {
            var (run, error) = HookRun.Read(input.One(), Channels);
            return run is null ? Refused(error) : Ok("value", Show(run with { SessionKey = run.SessionKey ?? HookSessions.Prefix + Fixed }));
        }),
        new("applyHookMappings", Mapping),
        new("detectSuspiciousPatterns", input => SuspiciousPhrases.Find(input.Arg("content", 0).AsText() ?? "").ToJson()),
        new("wrapExternalContent", input => Wrap(input, static wrapped => wrapped)),
        new("wrapExternalContent", input => Wrap(input, static wrapped => wrapped.Replace(ExternalContent.Warning.ReplaceLineEndings("\n"), "<warning text>", StringComparison.Ordinal)))
        {
            Area = "redact_ssrf_external",
        },
        new("buildSafeExternalPrompt", input =>
        {
            var one = input.One();
            return ExternalContent.Prompt(
                one.Text("content")!, Source(one.Text("source")), one.Text("jobName"), one.Text("jobId"), one.Text("timestamp"), one.Text("sender"), one.Text("subject"));
        }),
        new("hook session test", input => new JsonObject { ["isExternal"] = HookSessions.IsOne(input.Text("sessionKey")!), ["type"] = Type(input.Text("sessionKey")!) }),
        new("isExternalHookSession", input => HookSessions.IsOne(input.Arg("sessionKey", 0).AsText()!)),
        new("getHookType", input => Type(input.Arg("sessionKey", 0).AsText()!)),
    ];

    public IEnumerable<Difference> Differences =>
    [
        new(
            "extractHookToken", input => input.Text("url")?.Contains("token=", StringComparison.Ordinal) ?? false,
            "The secret of hooks counts in a header only: an address ends up in logs and histories."),
        new(
            "applyHookMappings", input => input.Get("hooks").Get("gmail").Flag("allowUnsafeExternalContent") == true,
            "What a stranger sends is always shown as a stranger's, whatever allowUnsafeExternalContent says."),
        new("wrapExternalContent", input => input.Arg("content", 0).AsText()?.Contains("EXTERNAL_UNTRUSTED_CONTENT", StringComparison.OrdinalIgnoreCase) ?? false, NoMarks),
        new("wrapExternalContent", input => input.Arg("options", 1) is { } options && (HasBreak(options.Text("sender")) || HasBreak(options.Text("subject"))), OneLine),
    ];

    private static bool HasBreak(string? text) => text?.AsSpan().ContainsAny('\n', '\r') ?? false;

    private static JsonNode? Config(JsonElement input)
    {
        // The original's own tests give the document as the first argument.
        var document = input.TryGetProperty("args", out var arguments) ? arguments[0] : input.Get("config");
        var (config, problem) = HooksConfig.Read(ConfigInput.Section(document).Section("hooks"));
        return problem is not null ? throw new InvalidOperationException(problem)
            : config is null ? null
            : new JsonObject
            {
                ["basePath"] = config.BasePath,
                ["token"] = config.Token,
                ["maxBodyBytes"] = config.MaxBodyBytes,
                ["mappings"] = config.Mappings.Count,
            };
    }

    private static JsonNode? Token(JsonElement input)
    {
        var headers = input.Get("headers");
        return new JsonObject
        {
            ["token"] = HookToken.Of([headers.Text("authorization")], HookToken.Headers.Select(name => headers.Text(name))),
            ["fromQuery"] = false,
        };
    }

    private static JsonNode? Mapping(JsonElement input)
    {
        var hooks = ConfigInput.Section(input.Get("hooks"));
        var query = (input.Text("query") ?? "").TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(static pair => pair.Split('=', 2)).ToDictionary(static pair => pair[0], static pair => pair[^1], StringComparer.Ordinal);
        var headers = (input.Get("headers")?.EnumerateObject() ?? default).ToDictionary(static each => each.Name, static each => each.Value.GetString()!, StringComparer.Ordinal);
        var call = new HookCall(input.Text("path")!, input.Get("payload")!.Value, headers, query, DateTimeOffset.UnixEpoch);
        return HookMapping.Apply(HookMapping.Of(hooks), call) switch
        {
            null => null,
            { Wake: { } wake } => Ok("action", new JsonObject { ["kind"] = "wake", ["text"] = wake.Text, ["mode"] = wake.Mode }),
            { Run: { } run } => Ok("action", Show(run, "agent")),
            { } action => Refused(action.Error),
        };
    }

    private static JsonObject Show(HookRun run, string? kind = null) => new()
    {
        ["kind"] = kind,
        ["message"] = run.Message,
        ["name"] = run.Name,
        ["wakeMode"] = run.WakeMode,
        ["sessionKey"] = run.SessionKey,
        ["deliver"] = run.Deliver,
        ["channel"] = run.Channel,
        ["to"] = run.To,
        ["model"] = run.Model,
        ["thinking"] = run.Thinking,
        ["timeoutSeconds"] = run.Timeout?.TotalSeconds,
    };

    private static JsonNode? Wrap(JsonElement input, Func<string, string> shown)
    {
        var options = input.Arg("options", 1);
        return shown(ExternalContent.Wrap(
            input.Arg("content", 0).AsText()!, Source(options.Text("source")), options.Text("sender"), options.Text("subject"), options.Flag("includeWarning") ?? true));
    }

    private static ExternalSource Source(string? source) => source switch
    {
        "email" => ExternalSource.Email,
        "webhook" => ExternalSource.Webhook,
        _ => ExternalSource.External,
    };

    private static string Type(string sessionKey) => HookSessions.IsOne(sessionKey) ? HookSessions.SourceOf(sessionKey).ToString().ToLowerInvariant() : "unknown";

    private static JsonObject Ok(string name, JsonNode value) => new() { ["ok"] = true, [name] = value };

    private static JsonObject Refused(string? error) => new() { ["ok"] = false, ["error"] = error };
}
