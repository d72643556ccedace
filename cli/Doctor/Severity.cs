namespace Moltbot.Cli.Doctor;

/// <summary>How bad a finding is.</summary>
internal enum Severity
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Should be changed.</summary>
    Warn,

    /// <summary>Must be changed: something does not work or is open to strangers.</summary>
    Critical,
}
