using System.Text.Json.Nodes;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;

namespace Moltbot.Cli.Doctor.Fixes;

/// <summary>
/// What can be shut in a configuration without asking what was meant: redaction that is off, and groups where everybody may write. Only
/// values that stand there as they are; what an included file or a variable says is changed by whoever wrote that.
/// </summary>
internal sealed class ConfigurationFix
{
    private const string Policy = "groupPolicy";
    private readonly IReadOnlyDictionary<(string Channel, string Account), IReadOnlyList<string>> _approved;
    private readonly List<string> _changes = [];

    private ConfigurationFix(IReadOnlyDictionary<(string Channel, string Account), IReadOnlyList<string>>? approved) =>
        _approved = approved ?? new Dictionary<(string, string), IReadOnlyList<string>>();

    /// <summary>The merge patch for a configuration as written, empty when there is nothing to change; and what it changes.</summary>
    /// <param name="written">The configuration before variables, included files and defaults.</param>
    /// <param name="approved">The senders approved by code, by channel and account; null when nobody could be asked.</param>
    public static (JsonObject Patch, IReadOnlyList<string> Changes) Of(
        JsonNode? written, IReadOnlyDictionary<(string Channel, string Account), IReadOnlyList<string>>? approved)
    {
        var fix = new ConfigurationFix(approved);
        var patch = new JsonObject();
        if (IsText(written?["logging"], "redactSensitive", "off"))
        {
            patch["logging"] = new JsonObject { ["redactSensitive"] = "tools" };
            fix._changes.Add("logging.redactSensitive off -> tools");
        }

        if (written?["channels"] is JsonObject channels)
        {
            Add(patch, "channels", fix.Channels(channels));
        }

        return (patch, fix._changes);
    }

    private JsonObject Channels(JsonObject channels)
    {
        var patch = new JsonObject();
        foreach (var (id, section) in channels.Where(static each => each.Key == "defaults" || ChannelIds.Deliverable.Contains(each.Key, StringComparer.Ordinal)))
        {
            var own = Closed(id, ConfigIds.DefaultAccount, $"channels.{id}", section);
            if (section?["accounts"] is JsonObject accounts)
            {
                var closed = new JsonObject();
                foreach (var (account, settings) in accounts)
                {
                    Add(closed, account, Closed(id, ConfigIds.Account(account), $"channels.{id}.accounts.{account}", settings));
                }

                Add(own, "accounts", closed);
            }

            Add(patch, id, own);
        }

        return patch;
    }

    private JsonObject Closed(string channel, string account, string path, JsonNode? settings)
    {
        var patch = new JsonObject();
        if (!IsText(settings, Policy, "open"))
        {
            return patch;
        }

        patch[Policy] = "allowlist";
        _changes.Add($"{path}.{Policy} open -> allowlist");
        // WhatsApp's groups would fall silent for those who were let in, too.
        if (channel == ChannelIds.WhatsApp && IsEmpty(settings, "allowFrom") && IsEmpty(settings, "groupAllowFrom")
            && _approved.TryGetValue((channel, account), out var approved) && approved.Count > 0)
        {
            patch["groupAllowFrom"] = new JsonArray([.. approved.Select(static sender => (JsonNode?)sender)]);
            _changes.Add($"{path}.groupAllowFrom -> the {approved.Count} let in by a code");
        }

        return patch;
    }

    private static void Add(JsonObject patch, string key, JsonObject part)
    {
        if (part.Count > 0)
        {
            patch[key] = part;
        }
    }

    private static bool IsText(JsonNode? section, string key, string text) =>
        section is JsonObject shape && shape[key] is JsonValue value && value.TryGetValue(out string? written) && written == text;

    private static bool IsEmpty(JsonNode? section, string key) => section?[key] is null or JsonArray { Count: 0 };
}
