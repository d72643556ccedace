namespace Moltbot.Policy.Sandboxes;

/// <summary>What makes the sandboxes of a runner.</summary>
public enum SandboxBackEndKind
{
    /// <summary>Namespaces of the kernel, with the programs of the machine.</summary>
    Bubblewrap,

    /// <summary>Containers of docker.</summary>
    Docker,

    /// <summary>Containers of podman.</summary>
    Podman,
}
