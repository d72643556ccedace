namespace Moltbot.Policy.Exec.Documents;

/// <summary>Where a companion application listens on the machine the document is of.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Token">Its secret; never shown.</param>
public sealed record ExecSocket(string? Path, string? Token)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"ExecSocket {{ Path = {Path} }}";
}
