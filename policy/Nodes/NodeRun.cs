using System.Text;
using System.Text.Json;
using Moltbot.Policy.Exec.Commands;
using Moltbot.Policy.Exec.Environment;

namespace Moltbot.Policy.Nodes;

/// <summary>
/// What a caller asks of <c>system.run</c>. A node believes what it is told: that a run was approved, and which text it shows for the
/// arguments it runs (security.md §10, attacks E4 and E11). So a caller's word for an approval is taken out, and what the run was
/// approved as is said here, by which the approval is looked for.
/// </summary>
public sealed class NodeRun
{
    private const string Approved = "approved", ApprovalDecision = "approvalDecision";

    /// <summary>What a person is shown of a run, or what does not change it.</summary>
    private static readonly string[] Known =
        ["command", "rawCommand", "cwd", "env", "timeoutMs", "needsScreenRecording", "agentId", "sessionKey", "runId", Approved, ApprovalDecision];

    private readonly string? _json;
    private readonly bool _hasFlags;

    private NodeRun(string? json, string? refusal, bool hasFlags = false) => (_json, Refusal, _hasFlags) = (json, refusal, hasFlags);

    /// <summary>Why it is refused; null when it is not.</summary>
    public string? Refusal { get; }

    /// <summary>Whether the caller says that it was approved: then it is passed on with an approval that there is, or not at all.</summary>
    public bool ClaimsApproval { get; private init; }

    /// <summary>
    /// The command lines as which the run may have been approved; none where no text says what would run: the arguments need quotes
    /// that the text lacks, a shell would read it otherwise, or variables are set that nobody was shown.
    /// </summary>
    public IReadOnlyList<string> Texts { get; private init; } = [];

    public string? Cwd { get; private init; }

    public string? AgentId { get; private init; }

    public string? SessionKey { get; private init; }

    /// <summary>Reads the parameters.</summary>
    /// <param name="json">As the caller wrote them; null when there are none.</param>
    /// <param name="platform">What the node says about its machine.</param>
    public static NodeRun Read(string? json, string? platform)
    {
        if (json is null)
        {
            return new NodeRun(json, null);
        }

        using var document = Parse(json);
        if (document is not { RootElement: { ValueKind: JsonValueKind.Object } run })
        {
            return new NodeRun(json, "system.run takes an object");
        }

        if (RefusalOf(run, platform) is { } refusal)
        {
            return new NodeRun(json, refusal);
        }

        return new NodeRun(json, null, run.TryGetProperty(Approved, out _) || run.TryGetProperty(ApprovalDecision, out _))
        {
            ClaimsApproval = (run.TryGetProperty(Approved, out var approved) && approved.ValueKind == JsonValueKind.True)
                || (run.TryGetProperty(ApprovalDecision, out var decision) && decision.ValueKind == JsonValueKind.String),
            Texts = [.. TextsOf(run, platform)],
            Cwd = Text(run, "cwd"),
            AgentId = Text(run, "agentId"),
            SessionKey = Text(run, "sessionKey"),
        };
    }

    /// <summary>The parameters for the node: without the caller's word for an approval, and with the one that there is.</summary>
    /// <param name="decision">What people decided; null when nobody was asked.</param>
    public string? ParamsJson(string? decision)
    {
        if (_json is null || (!_hasFlags && decision is null))
        {
            return _json;
        }

        using var document = JsonDocument.Parse(_json);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            foreach (var property in document.RootElement.EnumerateObject().Where(static property => property.Name is not (Approved or ApprovalDecision)))
            {
                property.WriteTo(writer);
            }

            if (decision is not null)
            {
                writer.WriteBoolean(Approved, true);
                // A node keeps no list for a conversation.
                writer.WriteString(ApprovalDecision, decision == "allow-always" ? decision : "allow-once");
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string? RefusalOf(JsonElement run, string? platform)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in run.EnumerateObject())
        {
            if (!names.Add(property.Name))
            {
                return $"{property.Name} is given twice";
            }

            var isFlag = property.Name.ToUpperInvariant() is "APPROVED" or "APPROVALDECISION";
            var isReadable = property.Name switch
            {
                Approved => property.Value.ValueKind is JsonValueKind.True or JsonValueKind.False,
                ApprovalDecision => property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null,
                _ => false,
            };
            if (isFlag && !isReadable)
            {
                return "a caller does not approve its own run";
            }
        }

        return names.Contains("rawCommand") && !SaysWhatRuns(run, platform) ? "rawCommand is not the command that runs" : null;
    }

    private static bool SaysWhatRuns(JsonElement run, string? platform)
    {
        if (!run.TryGetProperty("rawCommand", out var shown) || shown.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
        {
            return false;
        }

        if (shown.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        var raw = shown.GetString()!;
        return Argv(run) is { } argv
            && (argv.SequenceEqual(NodeShell.Argv(raw, platform), StringComparer.Ordinal) || (argv is [var only] && only == raw && !raw.Any(char.IsWhiteSpace)));
    }

    private static IEnumerable<string> TextsOf(JsonElement run, string? platform)
    {
        if (Argv(run) is not { Length: > 0 } argv || !IsShown(run))
        {
            yield break;
        }

        if (Text(run, "rawCommand") is { } raw)
        {
            // A POSIX shell reads it as it is read here; another may not.
            if (NodeShell.IsPosix(platform) && CommandLine.Read(raw).Ok)
            {
                yield return raw;
            }

            yield break;
        }

        var joined = string.Join(' ', argv);
        if (CommandLine.Read(joined) is { Ok: true, Pipelines: [{ Segments: [var only] }] } && only.Argv.SequenceEqual(argv, StringComparer.Ordinal))
        {
            yield return joined;
        }

        if (CommandLine.Of(argv).Ok && CommandText.Of(argv) is var quoted && quoted != joined)
        {
            yield return quoted;
        }
    }

    /// <summary>Whether a person who approved the text knew all that matters.</summary>
    private static bool IsShown(JsonElement run) =>
        run.EnumerateObject().All(static property => Known.Contains(property.Name, StringComparer.Ordinal))
        && (!run.TryGetProperty("env", out var env) || env.ValueKind == JsonValueKind.Null || (env.ValueKind == JsonValueKind.Object
            && env.EnumerateObject().All(static variable => variable.Value.ValueKind == JsonValueKind.String && ExecEnvironment.IsAllowed(variable.Name, variable.Value.GetString()!))))
        && new[] { "cwd", "agentId", "sessionKey" }.All(name => !run.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.String or JsonValueKind.Null);

    private static string[]? Argv(JsonElement run) =>
        run.TryGetProperty("command", out var command) && command.ValueKind == JsonValueKind.Array
        && command.EnumerateArray().All(static word => word.ValueKind == JsonValueKind.String)
            ? [.. command.EnumerateArray().Select(static word => word.GetString()!)]
            : null;

    private static string? Text(JsonElement run, string name) =>
        run.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonDocument? Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
