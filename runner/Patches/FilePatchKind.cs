namespace Moltbot.Runner.Patches;

/// <summary>What becomes of a file.</summary>
internal enum FilePatchKind
{
    /// <summary>It is not there yet.</summary>
    Add,

    /// <summary>It has other lines then, and another name perhaps.</summary>
    Update,

    /// <summary>It is gone then.</summary>
    Delete,
}
