using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Moltbot.Policy.Channels;

namespace Moltbot.Policy.Commands;

/// <summary>The commands of chats, and how a text is read as one (runtime.md §8).</summary>
public static partial class ChatCommands
{
    private static readonly string[] NativeSurfaces = [ChannelIds.Discord, ChannelIds.Slack, ChannelIds.Telegram];

    /// <summary>All commands, in the order of lists and menus.</summary>
    public static IReadOnlyList<ChatCommand> All { get; } =
    [
        new("help", false, "/help") { Description = "What can be asked" },
        new("commands", false, "/commands") { Description = "All commands" },
        new("skill", true, "/skill")
        {
            Description = "Have a request done by a skill",
            Parameters = [new("name", "Which skill"), new("request", "What for") { TakesRest = true }],
        },
        new("status", false, "/status") { Description = "Model, tokens and queue of this chat" },
        new("allowlist", true, "/allowlist") { Description = "Who may write: for owners, where commands.config is on" },
        new("approve", true, "/approve")
        {
            Description = "Answer a request for approval",
            Parameters =
            [
                new("id", "The request"),
                new("decision", "What you decide") { Choices = ["allow-once", "allow-always", "deny"] },
            ],
        },
        new("context", true, "/context")
        {
            Description = "What the model is told, and how long it is",
            Parameters = [new("view", "How much of it") { Choices = ["list", "detail", "json"] }],
        },
        new("tts", true, "/tts"),
        new("whoami", false, "/whoami", "/id") { Description = "Your ids, as access lists need them" },
        new("subagents", true, "/subagents"),
        new("config", true, "/config") { Description = "Show the configuration: for owners, where commands.config is on" },
        new("debug", true, "/debug") { Description = "Show overrides: for owners, where commands.debug is on" },
        Switch("usage", "What replies tell of their tokens", "mode", "off", "tokens", "full", "cost"),
        new("stop", false, "/stop") { Description = "Stop what runs" },
        new("restart", false, "/restart"),
        Switch("activation", "In a group: when to answer", "mode", "mention", "always"),
        Switch("send", "Replies of this chat", "mode", "on", "off", "inherit"),
        new("reset", true, "/reset")
        {
            Description = "Forget this conversation",
            Parameters = [new("text", "What to begin the next with") { TakesRest = true }],
        },
        new("new", true, "/new")
        {
            Description = "Begin a new conversation",
            Parameters = [new("text", "What to begin it with, perhaps after a model") { TakesRest = true }],
        },
        new("compact", true, "/compact")
        {
            Description = "Summarise the older part of this conversation",
            Parameters = [new("hint", "What to pay attention to; a number leaves out all but so many messages") { TakesRest = true }],
        },
        Switch("think", "How long to think before answering", "level", "off", "minimal", "low", "medium", "high", "xhigh") with { Names = ["/think", "/thinking", "/t"] },
        Switch("verbose", "What is told of tools", "level", "on", "off", "full") with { Names = ["/verbose", "/v"] },
        Switch("reasoning", "Whether the model's thoughts are shown", "level", "on", "off", "stream") with { Names = ["/reasoning", "/reason"] },
        Switch("elevated", "Work on the host itself: for those whom tools.elevated names", "level", "off", "on", "ask", "full") with { Names = ["/elevated", "/elev"] },
        new("exec", true, "/exec")
        {
            Description = "Show or narrow what commands may do",
            Parameters = [new("options", "security=… ask=…") { TakesRest = true }],
        },
        new("model", true, "/model")
        {
            Description = "Show or choose the model",
            Parameters = [new("model", "provider/model, a short name, or default")],
        },
        new("models", true, "/models")
        {
            Description = "Which models there are",
            Parameters = [new("provider", "Whose models"), new("page", "Which page, or all")],
        },
        new("queue", true, "/queue")
        {
            Description = "What happens to messages while a reply is made",
            Parameters =
            [
                new("mode", "What happens") { Choices = ["collect", "followup", "steer", "steer-backlog", "interrupt", "reset"] },
                new("options", "debounce:2s cap:25 drop:old") { TakesRest = true },
            ],
            OffersChoices = true,
        },
        new("bash", true, "/bash"),
        .. NativeSurfaces.Select(each => new ChatCommand($"dock:{each}", false, $"/dock-{each}", $"/dock_{each}")),
    ];

    /// <summary>What a platform's own menu offers, in its order: everything that somebody who may give commands gets an answer to.</summary>
    public static IReadOnlyList<ChatCommand> Menu { get; } =
        [.. All.Where(static command => command.Description is not null && command.Key is not ("config" or "debug" or "allowlist"))];

    private static readonly FrozenDictionary<string, ChatCommand> ByName = All
        .SelectMany(command => command.Names.Select(name => KeyValuePair.Create(name, command)))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The command of that name, with or without the slash; null when there is none.</summary>
    public static ChatCommand? Find(string name) => ByName.GetValueOrDefault(name.StartsWith('/') ? name : "/" + name);

    /// <summary>
    /// The command in its one form: first line only, <c>/name: x</c> as <c>/name x</c>, <c>/name@bot</c> without our own name,
    /// other names replaced by the first. A text that is no command stays.
    /// </summary>
    public static string Normalize(string text, string? botUsername = null)
    {
        var trimmed = text.Trim();
        if (!trimmed.StartsWith('/'))
        {
            return trimmed;
        }

        var body = WithoutBot(WithoutColon(trimmed.Split('\n', 2)[0].Trim()), botUsername);
        var (name, rest) = Cut(body);
        if (!ByName.TryGetValue(name.ToLowerInvariant(), out var command) || (rest.Length > 0 && !command.AcceptsArguments))
        {
            return body;
        }

        return rest.Length > 0 ? $"{command.Canonical} {rest}" : command.Canonical;
    }

    /// <summary>The command a text gives, and what follows it; null for a text that gives none.</summary>
    public static (ChatCommand Command, string? Arguments)? Resolve(string text, string? botUsername = null)
    {
        var (name, rest) = Cut(Normalize(text, botUsername));
        if (!ByName.TryGetValue(name.ToLowerInvariant(), out var command) || (rest.Length > 0 && !command.AcceptsArguments))
        {
            return null;
        }

        return (command, rest.Length > 0 ? rest : null);
    }

    /// <summary>Whether the text is a command.</summary>
    public static bool IsCommand(string? text, string? botUsername = null) =>
        text is not null && Resolve(text, botUsername) is not null;

    /// <summary>Whether the text is a command or a word that stops a run.</summary>
    public static bool IsControl(string? text, string? botUsername = null) =>
        IsCommand(text, botUsername) || StopWords.IsStopWord(text);

    /// <summary>Whether anything in the text looks like a command: enough to ask whether its sender may give one.</summary>
    public static bool HasInlineTokens(string? text) => text is not null && InlineToken().IsMatch(text);

    /// <summary>Whether commands are read from texts.</summary>
    /// <param name="textCommands"><c>commands.text</c>; null means on.</param>
    /// <param name="surface">The channel; one without native commands has no other way.</param>
    /// <param name="isNative">Whether the platform itself delivered it as a command.</param>
    public static bool AreRead(bool? textCommands, string? surface, bool isNative) =>
        isNative || textCommands != false
        || ChannelIds.Normalize(surface) is not { } channel || !NativeSurfaces.Contains(channel, StringComparer.Ordinal);

    private static ChatCommand Switch(string key, string description, string parameter, params IReadOnlyList<string> choices) =>
        new(key, true, $"/{key}") { Description = description, Parameters = [new(parameter, description) { Choices = choices }], OffersChoices = true };

    private static string WithoutColon(string line)
    {
        var match = NameAndColon().Match(line);
        if (!match.Success)
        {
            return line;
        }

        var rest = match.Groups["rest"].Value.TrimStart();
        return rest.Length > 0 ? $"{match.Groups["name"].Value} {rest}" : match.Groups["name"].Value;
    }

    private static string WithoutBot(string line, string? botUsername)
    {
        var (name, _) = Cut(line);
        var at = name.IndexOf('@', StringComparison.Ordinal);
        var isOurs = at > 1 && !string.IsNullOrWhiteSpace(botUsername)
            && string.Equals(name[(at + 1)..], botUsername.Trim(), StringComparison.OrdinalIgnoreCase);
        return isOurs ? name[..at] + line[name.Length..] : line;
    }

    private static (string Name, string Arguments) Cut(string line)
    {
        var end = 0;
        while (end < line.Length && !char.IsWhiteSpace(line[end]))
        {
            end++;
        }

        return (line[..end], line[end..].Trim());
    }

    [GeneratedRegex(@"\A(?<name>/[^\s:]+)\s*:(?<rest>.*)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NameAndColon();

    [GeneratedRegex(@"(^|\s)[/!][a-z]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex InlineToken();
}
