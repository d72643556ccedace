namespace Moltbot.Policy.Configuration.Schema.Rules;

/// <summary>What of the machine a key names.</summary>
internal enum HostUse
{
    /// <summary>A file or folder, or several.</summary>
    Path,

    /// <summary>A file with a secret in it.</summary>
    SecretFile,

    /// <summary>A program, or code that would run there.</summary>
    Program,
}
