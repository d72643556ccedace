using System.Text.Json.Serialization;
using Moltbot.Storage.Grains;

namespace Moltbot.Storage.Tests.Grains;

/// <summary>A state that takes rows with it: how many its transcript has.</summary>
public sealed class Head : ICommitsTogether
{
    public long Sequence { get; set; }

    [JsonIgnore]
    public IReadOnlyList<CommitPart> CommitWith { get; set; } = [];
}
