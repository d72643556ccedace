using Moltbot.Cli.Doctor.Files;

namespace Moltbot.Cli.Doctor.Fixes;

/// <summary>What came of mending one file or folder.</summary>
/// <param name="Path">Which.</param>
/// <param name="Mode">The rights it has, or should have had.</param>
/// <param name="Skipped">Why it was left as it is; null when it was not.</param>
/// <param name="Error">Why it could not be changed; null when it could.</param>
internal sealed record FileFixResult(SensitivePath Path, UnixFileMode Mode, string? Skipped = null, string? Error = null)
{
    public bool IsChanged => Skipped is null && Error is null;

    /// <summary>The rights as people write them.</summary>
    public string ModeText => Convert.ToString((int)Mode, 8);
}
