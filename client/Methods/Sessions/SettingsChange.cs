using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Sessions;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods.Sessions;

namespace Moltbot.Gateway.Methods.Sessions;

/// <summary>What a patch changes: the settings it names, with their new values; null clears one.</summary>
/// <param name="Settings">The new values.</param>
/// <param name="Names">Which of them count.</param>
internal sealed record SettingsChange(SessionSettings Settings, IReadOnlyList<string> Names)
{
    /// <summary>Reads and checks a patch, key by key in the original's order; the first wrong value refuses all of it.</summary>
    public static GatewayResult<SettingsChange> Read(SessionsPatchParams patch)
    {
        var settings = new SessionSettings();
        var names = new List<string>();
        GatewayError? error = null;
        Take("label", patch.Label, Label, (s, value) => s with { Label = value });
        Take("thinkingLevel", patch.ThinkingLevel, SettingWords.Thinking, (s, value) => s with { ThinkingLevel = value });
        Take("verboseLevel", patch.VerboseLevel, SettingWords.Verbose, (s, value) => s with { VerboseLevel = value });
        Take("reasoningLevel", patch.ReasoningLevel, SettingWords.Reasoning, (s, value) => s with { ReasoningLevel = OffIsNone(value) });
        Take("responseUsage", patch.ResponseUsage, SettingWords.ResponseUsage, (s, value) => s with { ResponseUsage = OffIsNone(value) });
        Take("elevatedLevel", patch.ElevatedLevel, SettingWords.Elevated, (s, value) => s with { ElevatedLevel = value });
        Take("execHost", patch.ExecHost, SettingWords.ExecHost, (s, value) => s with { ExecHost = value });
        Take("execSecurity", patch.ExecSecurity, SettingWords.ExecSecurity, (s, value) => s with { ExecSecurity = value });
        Take("execAsk", patch.ExecAsk, SettingWords.ExecAsk, (s, value) => s with { ExecAsk = value });
        Take("execNode", patch.ExecNode, text => SettingWords.NotEmpty("execNode", text), (s, value) => s with { ExecNode = value });
        Take("model", patch.Model, text => SettingWords.NotEmpty("model", text), (s, value) => s with { ModelOverride = value });
        Take("sendPolicy", patch.SendPolicy, SettingWords.SendPolicy, (s, value) => s with { SendPolicy = value });
        Take("groupActivation", patch.GroupActivation, SettingWords.GroupActivation, (s, value) => s with { GroupActivation = value });
        return error is null ? new SettingsChange(settings, names) : error;

        void Take(
            string name, OptionalText given, Func<string, GatewayResult<string>> read, Func<SessionSettings, string?, SessionSettings> set)
        {
            if (!given.IsSet || error is not null)
            {
                return;
            }

            string? value = null;
            if (given.Value is { } text && !read(text).TryGet(out value, out error))
            {
                return;
            }

            settings = set(settings, value);
            names.Add(name);
        }
    }

    private static GatewayResult<string> Label(string text)
    {
        (string? label, string? error) = SessionLabel.Parse(text);
        return label is null ? GatewayError.Invalid(error!) : label;
    }

    private static string? OffIsNone(string? value) => value == "off" ? null : value;
}
