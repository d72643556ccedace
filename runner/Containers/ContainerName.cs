namespace Moltbot.Runner.Containers;

/// <summary>What a container is known by: random, so that nobody has it before it is made.</summary>
/// <param name="Lifeline">The label of the <see cref="ContainerLifeline"/> that ends it.</param>
internal sealed record ContainerName(string Lifeline)
{
    /// <summary>What the first program inside writes to its standard error before anything else, up to <see cref="Nonce"/>.</summary>
    public const string MarkBegins = "moltbot: sandbox made ";

    /// <summary>Processes of a container that are not its program's: the shell and what measures the time.</summary>
    public const int OwnProcesses = 2;

    /// <summary>Its name.</summary>
    public string Name { get; } = $"moltbot-{Guid.NewGuid():N}";

    /// <summary>
    /// What the mark ends with. An engine warns and complains on the same stream and may repeat a command; what it cannot repeat is the mark, which
    /// stands nowhere in one piece.
    /// </summary>
    public string Nonce { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The mark, a line.</summary>
    public string Mark => $"{MarkBegins}{Nonce}\n";
}
