namespace Moltbot.Grains.Approvals;

/// <summary>The row of a tenant's exec policy.</summary>
[GenerateSerializer, Alias("moltbot.ExecPolicyState")]
public sealed record ExecPolicyState
{
    /// <summary>The document as text; null while nobody wrote one.</summary>
    [Id(0)] public string? Document { get; set; }

    /// <summary>The last approvals whose programs were added: one told twice must not bring back what was removed since.</summary>
    [Id(2)] public List<string> Added { get; set; } = [];
}
