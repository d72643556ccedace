namespace Moltbot.Policy.Commands;

/// <summary>What a <see cref="SettingCommand"/> is to do.</summary>
public enum SettingAction
{
    /// <summary>Show something.</summary>
    Show,

    /// <summary>Set a value.</summary>
    Set,

    /// <summary>Take a value away.</summary>
    Unset,

    /// <summary>Take everything back.</summary>
    Reset,

    /// <summary>Nothing: it could not be read.</summary>
    Error,
}
