namespace Moltbot.Policy.Configuration.Reload;

/// <summary>What a changed key asks for.</summary>
public enum ReloadEffect
{
    /// <summary>Nothing: the value is read when it is used.</summary>
    None,

    /// <summary>The gateway starts anew.</summary>
    RestartGateway,

    ReloadHooks,

    RestartMailWatcher,

    RestartHeartbeat,

    RestartCron,

    RestartBrowserControl,

    /// <summary>One channel starts anew.</summary>
    RestartChannel,
}
