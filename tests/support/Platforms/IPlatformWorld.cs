using System.Text.Json.Nodes;

namespace Moltbot.TestSupport.Platforms;

/// <summary>A simulated platform and one bot of it, in the terms that all platforms share: what every connector must pass is run on it.</summary>
public interface IPlatformWorld : IAsyncDisposable
{
    /// <summary>The channel's id.</summary>
    string Channel { get; }

    /// <summary>The bot's name.</summary>
    string BotName { get; }

    /// <summary>The bot's secret.</summary>
    string Token { get; }

    /// <summary>The part of it that nobody may ever see.</summary>
    string Canary { get; }

    /// <summary>How many calls have no answer coming, so that a client waits in vain.</summary>
    int Held { get; }

    /// <summary>How long a wait may last before it fails.</summary>
    TimeSpan Patience { set; }

    /// <summary>The section below <c>channels</c> for this bot, with nobody let in.</summary>
    JsonObject Section(string? token = null);

    /// <summary>Changes a section so that somebody may write directly.</summary>
    void AllowDirect(JsonObject section, params IReadOnlyList<string> entries);

    /// <summary>Changes a section so that one person may write in a group, and is answered when they mention the bot.</summary>
    void AllowGroup(JsonObject section, IPlatformGroup group, string entry);

    /// <summary>Somebody who can write to the bot.</summary>
    IPlatformPerson Person(string name, bool isBot = false);

    /// <summary>A group that the bot is in.</summary>
    IPlatformGroup Group(string title);

    /// <summary>What people sent beside texts.</summary>
    PlatformFiles Files { get; }

    /// <summary>The messages that people can see, oldest first.</summary>
    IReadOnlyList<PlatformMessage> Sent { get; }

    /// <summary>The bot's reactions, oldest first: on which message, and what.</summary>
    IReadOnlyList<(string MessageId, string Emoji)> Reactions { get; }

    /// <summary>The texts that the bot asked to send, also those that failed.</summary>
    IReadOnlyList<string> Tried { get; }

    /// <summary>Completes when at least so many messages are visible.</summary>
    Task WhenSent(int count);

    /// <summary>Completes when the bot connected so many times.</summary>
    Task WhenConnected(int count = 1);

    /// <summary>Whether the bot told the platform that an update arrived.</summary>
    bool IsConfirmed(long update);

    /// <summary>Completes when it did.</summary>
    Task WhenConfirmed(long update);

    /// <summary>Completes when typing was shown so many times.</summary>
    Task WhenTyped(int count);

    /// <summary>The next updates are lost on the way: the bot's connection for updates breaks.</summary>
    void BreakReceiving();

    /// <summary>The platform is away, for updates and calls alike.</summary>
    void GoDown();

    /// <summary>It is back.</summary>
    void ComeUp();

    /// <summary>What goes wrong with the next message that is sent.</summary>
    void FailSending(params IReadOnlyList<PlatformFault> faults);

    /// <summary>What goes wrong when the bot asks who it is; the answer tells the token, as a proxy's might.</summary>
    void FailIdentifying(params IReadOnlyList<PlatformFault> faults);

    /// <summary>An update that cannot be read, or is of a kind of another year.</summary>
    long PublishGarbage();

    /// <summary>The same update once more, as a broken or replaying platform sends it.</summary>
    void Repeat(long update);
}
