using System.Security.Cryptography;
using System.Text;

namespace Moltbot.Runner.Containers;

/// <summary>Says on each container whose it is.</summary>
/// <param name="state">The runner's state folder, which is one runner's at a time.</param>
internal sealed class ContainerLabels(string state)
{
    /// <summary>Those of all runners that had this state folder.</summary>
    public string OfState { get; } = $"moltbot.runner={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)))}";

    /// <summary>Those of this process.</summary>
    public string OfProcess { get; } = $"moltbot.run={Guid.NewGuid():N}";

    /// <summary>The words that give them to a container.</summary>
    public IReadOnlyList<string> Words => ["--label", OfState, "--label", OfProcess];
}
