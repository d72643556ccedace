using System.Text.RegularExpressions;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Sessions;
using Moltbot.Protocol.Methods.Agents;

namespace Moltbot.Gateway.Methods.Agents;

/// <summary>How an agent appears: <c>ui.assistant</c> before the agent's own identity before the defaults.</summary>
internal static partial class AgentIdentities
{
    private const string DefaultName = "Assistant";
    private const string DefaultAvatar = "A";
    private const int MaxName = 50;

    /// <summary>Longest picture that is passed on as a data URL, in characters. Arbitrary: it travels with every list of agents.</summary>
    private const int MaxPicture = 400_000;

    public static AgentIdentityResult Of(ConfigDocument document, string? agentId)
    {
        string id = IdNormalization.AgentId(agentId ?? document.Agents.DefaultAgentId);
        AgentIdentityConfig? own = document.Agents.IdentityOf(id);
        ConfigSection shown = document.Section("ui", "assistant");
        return new AgentIdentityResult
        {
            AgentId = id,
            Name = Cut(shown.Text("name"), MaxName) ?? Cut(own?.Name, MaxName) ?? DefaultName,
            Avatar = Avatar(shown.Text("avatar")) ?? Avatar(own?.Avatar) ?? Avatar(own?.Emoji) ?? DefaultAvatar,
            Emoji = own?.Emoji,
        };
    }

    public static AgentSummary Summary(ConfigDocument document, string id)
    {
        AgentConfig? agent = document.Agents.Find(id);
        AgentIdentityConfig? own = agent?.Identity;
        return new AgentSummary
        {
            Id = id,
            Name = agent?.Name,
            Identity = own is null
                ? null
                : new AgentIdentity
                {
                    Name = own.Name,
                    Theme = own.Theme,
                    Emoji = own.Emoji,
                    Avatar = own.Avatar,
                    AvatarUrl = PictureUrl(own.Avatar),
                },
        };
    }

    /// <summary>The address of an agent's picture when it is one: http, https or a data URL of an image.</summary>
    public static string? PictureUrl(string? avatar) =>
        avatar is { Length: <= MaxPicture } && RemoteOrData().IsMatch(avatar) ? avatar : null;

    /// <summary>An avatar that can be shown as it stands. Files of a workspace are not served by a gateway, so their paths are not.</summary>
    private static string? Avatar(string? text)
    {
        if (text?.Trim() is not { Length: > 0 } avatar)
        {
            return null;
        }

        if (PictureUrl(avatar) is { } url)
        {
            return url;
        }

        return avatar.Length <= 4 && !avatar.Any(char.IsWhiteSpace) ? avatar : null;
    }

    private static string? Cut(string? text, int length) => text is { Length: > 0 } && text.Length > length ? text[..length].Trim() : text;

    [GeneratedRegex("^(https?://|data:image/[a-z0-9.+-]+;base64,)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex RemoteOrData();
}
