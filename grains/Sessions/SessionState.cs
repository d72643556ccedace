using System.Text.Json.Serialization;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Storage.Grains;

namespace Moltbot.Grains.Sessions;

/// <summary>A session's row: small whatever was said. Queued turns and the transcript are tables of their own.</summary>
[GenerateSerializer, Alias("moltbot.SessionState")]
public sealed class SessionState : ICommitsTogether
{
    /// <summary>The session as shown; null until its first turn.</summary>
    [Id(0)] public SessionEntry? Entry { get; set; }

    /// <summary>Counts the activations that wrote; a turn claimed under a higher one is not this activation's.</summary>
    [Id(1)] public long Epoch { get; set; }

    /// <summary>
    /// The turn whose reply the transcript ends with. Written together with the head, so that after a crash its delivery and
    /// its outcome are made up for, and the model is not asked again.
    /// </summary>
    [Id(2)] public AnsweredTurn? Answered { get; set; }

    /// <summary>Lines that the next prompt begins with, oldest first.</summary>
    [Id(3)] public List<SystemLine> SystemLines { get; set; } = [];

    /// <summary>The run that was last taken up again after a crash.</summary>
    [Id(4)] public string? TakenUpRun { get; set; }

    /// <summary>How often it was taken up: a run that ends its process each time is given up.</summary>
    [Id(5)] public int TakeUps { get; set; }

    /// <summary>The credential that answered last; the session sticks to it.</summary>
    [Id(6)] public string? Profile { get; set; }

    /// <summary>What was said in the group since the last prompt, oldest first.</summary>
    [Id(7)] public List<OverheardMessage> Overheard { get; set; } = [];

    /// <summary>The turn that called tools and is not answered yet.</summary>
    [Id(8)] public BegunTurn? Begun { get; set; }

    /// <summary>The ids of the lines that were handed over last, oldest first.</summary>
    [Id(9)] public List<string> Noted { get; set; } = [];

    /// <summary>The alerts of heartbeats that were told last, oldest first.</summary>
    [Id(10)] public List<ToldAlert> Alerts { get; set; } = [];

    /// <summary>The summary that prompts begin with; null for none.</summary>
    [Id(11)] public SummaryMark? Summary { get; set; }

    /// <summary>How long the last prompt was; null where nobody counted it since the conversation was made shorter.</summary>
    [Id(12)] public MeasuredContext? Measured { get; set; }

    /// <summary>How often the conversation had been compacted when memory was last written before a compaction; null for never.</summary>
    [Id(13)] public int? FlushedAt { get; set; }

    /// <summary>A message before which nothing is in prompts but what the summary is in place of; null where nobody looked.</summary>
    [Id(14)] public long? QuietBefore { get; set; }

    /// <inheritdoc/>
    [field: NonSerialized]
    [JsonIgnore] public IReadOnlyList<CommitPart> CommitWith { get; set; } = [];
}
