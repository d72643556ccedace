using Moltbot.Policy.Sandboxes;
using Moltbot.Runner.Tests.Mcp;
using Moltbot.Runner.Tests.Sandboxes;
using Moltbot.Runner.Tests.Tools;

namespace Moltbot.Runner.Tests.Containers;

/// <summary>The tests of sandboxes, on docker.</summary>
public sealed class DockerEscapeTests : EscapeTests
{
    private protected override SandboxBackEndKind BackEnd => SandboxBackEndKind.Docker;
}

/// <inheritdoc cref="DockerEscapeTests"/>
public sealed class DockerEndingTests : EndingTests
{
    private protected override SandboxBackEndKind BackEnd => SandboxBackEndKind.Docker;
}

/// <inheritdoc cref="DockerEscapeTests"/>
public sealed class DockerLimitTests : LimitTests
{
    private protected override SandboxBackEndKind BackEnd => SandboxBackEndKind.Docker;
}

/// <inheritdoc cref="DockerEscapeTests"/>
public sealed class DockerPathAttackTests : PathAttackTests
{
    private protected override SandboxBackEndKind BackEnd => SandboxBackEndKind.Docker;
}

/// <inheritdoc cref="DockerEscapeTests"/>
public sealed class DockerFileToolTests : FileToolTests
{
    private protected override SandboxBackEndKind BackEnd => SandboxBackEndKind.Docker;
}

/// <inheritdoc cref="DockerEscapeTests"/>
public sealed class DockerProcessToolTests : ProcessToolTests
{
    private protected override SandboxBackEndKind BackEnd => SandboxBackEndKind.Docker;
}

/// <inheritdoc cref="DockerEscapeTests"/>
public sealed class DockerMcpProgramTests : McpProgramTests
{
    private protected override SandboxBackEndKind BackEnd => SandboxBackEndKind.Docker;
}
