namespace Moltbot.Runner.Sandboxes;

/// <summary>A way to run a program so that it reaches nothing but what it was given.</summary>
internal interface ISandbox
{
    /// <summary>Looks whether one can be had; null where nothing is in the way, else what is and what to do, for the operator.</summary>
    /// <param name="cancel">Ends the look.</param>
    Task<string?> Problem(CancellationToken cancel);

    /// <summary>The runner ends: what stood by in case that it is killed is let go of.</summary>
    void LetGo();

    /// <summary>Runs one.</summary>
    /// <param name="request">The program, and what it is given.</param>
    /// <param name="deadline">Ends it for taking too long.</param>
    /// <param name="cancelled">Ends it because nobody waits.</param>
    Task<SandboxEnd> Run(SandboxRequest request, CancellationToken deadline, CancellationToken cancelled);
}
