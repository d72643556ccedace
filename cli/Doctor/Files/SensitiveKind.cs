namespace Moltbot.Cli.Doctor.Files;

/// <summary>What a file or folder holds that is nobody else's business.</summary>
internal enum SensitiveKind
{
    /// <summary>Everything.</summary>
    StateFolder,

    /// <summary>The configuration.</summary>
    Configuration,

    /// <summary>A part of the configuration.</summary>
    ConfigurationPart,

    /// <summary>Credentials, and who was let in.</summary>
    CredentialFolder,

    /// <summary>Keys of model providers, as earlier installations kept them.</summary>
    AuthProfiles,

    /// <summary>Sessions: the database, and what earlier installations kept.</summary>
    Sessions,

    /// <summary>A log.</summary>
    Log,

    /// <summary>A token, a key, or a copy of a file that holds some.</summary>
    Secret,
}
