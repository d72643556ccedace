using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Access.Commands;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Commands;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Writing;

namespace Moltbot.Grains.Sessions.Commands;

/// <summary>
/// <c>/config</c>, <c>/debug</c> and <c>/allowlist</c>: they show, to an account's owner in a direct chat, where the configuration lets
/// them. They change nothing: whoever gets hold of a chat must not get hold of the rules (attack A17).
/// </summary>
internal static class OwnerCommands
{
    /// <summary>Longest text shown, UTF-16 units. Arbitrary: about what fits into one message.</summary>
    private const int MaxShown = 3_500;

    private const string NotChanged = "The configuration is not changed from chats. On the gateway's machine: ./moltbot config set|unset, or edit the file; it is taken up while it runs.";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Whether the command is one of an account's owner.</summary>
    public static bool IsOwners(TurnRequest request, ConfigDocument document) =>
        request is { Origin: TurnOrigin.Channel, ReplyTo: { ChatKind: ChatKind.Direct } chat }
        && AccountOwners.Include(document, chat.Channel, chat.Account, request.Sender?.Id);

    /// <summary>What <c>/config</c> is answered.</summary>
    public static string Config(SessionCommand command, TurnRequest request, ConfigDocument document)
    {
        if (RefusalOf(request, document, document.Commands.Config, "config") is { } refusal)
        {
            return refusal;
        }

        SettingCommand wanted = SettingCommand.Config(ChatCommand.Text("config", command.Argument))!;
        return wanted.Action switch
        {
            SettingAction.Error => wanted.Problem!,
            SettingAction.Show => Show(document, wanted.Path),
            _ => NotChanged,
        };
    }

    /// <summary>What <c>/debug</c> is answered.</summary>
    public static string Debug(SessionCommand command, TurnRequest request, ConfigDocument document)
    {
        if (RefusalOf(request, document, document.Commands.Debug, "debug") is { } refusal)
        {
            return refusal;
        }

        SettingCommand wanted = SettingCommand.Debug(ChatCommand.Text("debug", command.Argument))!;
        return wanted.Action switch
        {
            SettingAction.Error => wanted.Problem!,
            SettingAction.Show or SettingAction.Reset => "There are no overrides: what the configuration says holds.",
            _ => "Nothing is overridden until the next start. " + NotChanged,
        };
    }

    /// <summary>What <c>/allowlist</c> is answered.</summary>
    public static string Allowlist(SessionCommand command, TurnRequest request, ConfigDocument document)
    {
        if (RefusalOf(request, document, document.Commands.Config, "allowlist") is { } refusal)
        {
            return refusal;
        }

        if (command.Argument.Length > 0 && !command.Argument.Equals("list", StringComparison.OrdinalIgnoreCase))
        {
            return "Lists of senders are not changed from chats: ./moltbot pairing approve lets somebody in, ./moltbot config set changes a list.";
        }

        ReplyTarget chat = request.ReplyTo!;
        ConfigSection account = document.Channels.Account(chat.Channel, chat.Account), direct = chat.Channel == ChannelIds.Discord ? account.Section("dm") : account;
        return $"""
            Direct messages ({AccountOwners.KeyOf(chat.Channel)}): {Names(direct.StringsOrNull("allowFrom"))}
            Groups (groupAllowFrom): {Names(account.StringsOrNull("groupAllowFrom"))}
            Who came in by pairing: ./moltbot pairing list
            """;
    }

    private static string? RefusalOf(TurnRequest request, ConfigDocument document, bool isOn, string name)
    {
        if (request.Origin != TurnOrigin.Channel)
        {
            return $"/{name} is for chats. A client asks by config.get.";
        }

        if (!isOn)
        {
            return $"/{name} is switched off. commands.{(name == "debug" ? name : "config")}: true in the configuration switches it on.";
        }

        return IsOwners(request, document)
            ? null
            : $"/{name} is for owners: in a direct chat, whom {request.ReplyTo!.Channel}'s {AccountOwners.KeyOf(request.ReplyTo.Channel)} names by id.";
    }

    private static string Show(ConfigDocument document, string? path)
    {
        (IReadOnlyList<string>? keys, string? problem) = path is null ? ([], null) : ConfigPath.Parse(path);
        if (keys is null)
        {
            return problem!;
        }

        // Masked as a whole first: what is secret is told by the keys on the way.
        JsonNode? value = ConfigTree.Get(SecretMask.Apply(document.Root), keys);
        if (value is null)
        {
            return $"{path ?? "The configuration"} is not set.";
        }

        string text = value.ToJsonString(Indented);
        return text.Length <= MaxShown ? text : $"{text[..MaxShown]}\n… {text.Length - MaxShown} more: name a part, such as /config show channels";
    }

    private static string Names(IReadOnlyList<string>? names) => names is null or [] ? "nobody" : string.Join(", ", names);
}
