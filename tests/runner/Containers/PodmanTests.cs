using Moltbot.Policy.Sandboxes;
using Moltbot.Runner.Tests.Sandboxes;
using Moltbot.Runner.Tests.Tools;

namespace Moltbot.Runner.Tests.Containers;

/// <summary>The tests of sandboxes, on podman: those of what its options are to keep.</summary>
public sealed class PodmanEscapeTests : EscapeTests
{
    private protected override SandboxBackEndKind BackEnd => SandboxBackEndKind.Podman;
}

/// <inheritdoc cref="PodmanEscapeTests"/>
public sealed class PodmanEndingTests : EndingTests
{
    private protected override SandboxBackEndKind BackEnd => SandboxBackEndKind.Podman;
}

/// <inheritdoc cref="PodmanEscapeTests"/>
public sealed class PodmanLimitTests : LimitTests
{
    private protected override SandboxBackEndKind BackEnd => SandboxBackEndKind.Podman;
}

/// <inheritdoc cref="PodmanEscapeTests"/>
public sealed class PodmanProcessToolTests : ProcessToolTests
{
    private protected override SandboxBackEndKind BackEnd => SandboxBackEndKind.Podman;

    private protected override bool IsLongOfContainers => false;
}
