namespace Moltbot.Runner.Sandboxes;

/// <summary>A way to run a program so that it reaches nothing but what it was given.</summary>
internal interface ISandbox
{
    /// <summary>Runs one.</summary>
    /// <param name="request">The program, and what it is given.</param>
    /// <param name="deadline">Ends it for taking too long.</param>
    /// <param name="cancelled">Ends it because nobody waits.</param>
    Task<SandboxEnd> Run(SandboxRequest request, CancellationToken deadline, CancellationToken cancelled);
}
