using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Gateway.Channels.Discord.Gateway;

/// <summary>The kinds of event that a session asks for.</summary>
internal static class Intents
{
    private const int Guilds = 1 << 0;
    private const int GuildMembers = 1 << 1;
    private const int GuildPresences = 1 << 8;
    private const int GuildMessages = 1 << 9;
    private const int GuildMessageReactions = 1 << 10;
    private const int DirectMessages = 1 << 12;
    private const int DirectMessageReactions = 1 << 13;
    private const int MessageContent = 1 << 15;

    /// <summary>What the connector lives on; the text of guild messages is a privileged intent, to be switched on in the developer portal.</summary>
    public const int Needed = Guilds | GuildMessages | GuildMessageReactions | DirectMessages | DirectMessageReactions | MessageContent;

    public static int Of(DiscordAccountConfig config) =>
        Needed | (config.GuildMembersIntent ? GuildMembers : 0) | (config.PresenceIntent ? GuildPresences : 0);
}
