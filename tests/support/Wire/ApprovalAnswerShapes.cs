using Moltbot.Protocol.Schemas;
using Moltbot.Protocol.Schemas.Wire;

namespace Moltbot.TestSupport.Wire;

/// <summary>Shapes of answers about exec approvals (section 5.6).</summary>
public static class ApprovalAnswerShapes
{
    /// <summary>Shape of <c>ExecApprovalsSnapshot</c>.</summary>
    public static Shape ExecApprovalsSnapshot { get; } = Shape.Object(
        ("path", Shape.Text1),
        ("exists", Shape.Flag),
        ("hash", Shape.Text1),
        ("file", ApprovalsShapes.ExecApprovalsFile));
}
