using System.Security.Cryptography;
using System.Text;

namespace Moltbot.Runner.Containers;

/// <summary>Says on each container whose it is.</summary>
/// <param name="state">The runner's state folder, which is one runner's at a time.</param>
internal sealed class ContainerLabels(string state)
{
    /// <summary>Those of all runners that had this state folder.</summary>
    public string OfState { get; } = $"moltbot.runner={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)))}";

    /// <summary>The words that say whose a container is, and what ends it when its runner is gone.</summary>
    public IReadOnlyList<string> Words(ContainerName container) => ["--label", OfState, "--label", container.Lifeline];
}
