namespace Moltbot.Identity;

/// <summary>A key pair's file that holds none.</summary>
/// <param name="path">The file.</param>
public sealed class BrokenIdentityException(string path) : Exception($"{path} holds no key pair that can be read")
{
    /// <summary>What its owner can do.</summary>
    public const string Hint = "move it away to get a new one; this device then has to be paired again";
}
