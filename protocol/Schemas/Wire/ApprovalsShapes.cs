namespace Moltbot.Protocol.Schemas.Wire;

/// <summary>Shapes of exec approvals (section 5.6).</summary>
public static class ApprovalsShapes
{
    /// <summary>Shape of <c>ExecApprovalsFile</c>.</summary>
    public static Shape ExecApprovalsFile { get; } = Shape.Object(
        ("version", Shape.Const(1)),
        ("socket?", Shape.Object(
            ("path?", Shape.Text),
            ("token?", Shape.Text))),
        ("defaults?", Shape.Object(
            ("security?", Shape.Text),
            ("ask?", Shape.Text),
            ("askFallback?", Shape.Text),
            ("autoAllowSkills?", Shape.Flag))),
        ("agents?", Shape.Map(Shape.Object(
            ("security?", Shape.Text),
            ("ask?", Shape.Text),
            ("askFallback?", Shape.Text),
            ("autoAllowSkills?", Shape.Flag),
            ("allowlist?", Shape.List(Shape.Object(
                ("id?", Shape.Text1),
                ("pattern", Shape.Text),
                ("lastUsedAt?", Shape.Whole0),
                ("lastUsedCommand?", Shape.Text),
                ("lastResolvedPath?", Shape.Text))))))));

    /// <summary>Shape of <c>ExecApprovalsGetParams</c>.</summary>
    public static Shape ExecApprovalsGetParams { get; } = Shape.Object();

    /// <summary>Shape of <c>ExecApprovalsSetParams</c>.</summary>
    public static Shape ExecApprovalsSetParams { get; } = Shape.Object(
        ("file", ExecApprovalsFile),
        ("baseHash?", Shape.Text1));

    /// <summary>Shape of <c>ExecApprovalsNodeGetParams</c>.</summary>
    public static Shape ExecApprovalsNodeGetParams { get; } = NodesShapes.NodeDescribeParams;

    /// <summary>Shape of <c>ExecApprovalsNodeSetParams</c>.</summary>
    public static Shape ExecApprovalsNodeSetParams { get; } = Shape.Object(
        ("nodeId", Shape.Text1),
        ("file", ExecApprovalsFile),
        ("baseHash?", Shape.Text1));

    /// <summary>Shape of <c>ExecApprovalRequestParams</c>.</summary>
    public static Shape ExecApprovalRequestParams { get; } = Shape.Object(
        ("id?", Shape.Text1),
        ("command", Shape.Text1),
        ("cwd?", Shape.OneOf(Shape.Text, Shape.Null)),
        ("host?", Shape.OneOf(Shape.Text, Shape.Null)),
        ("security?", Shape.OneOf(Shape.Text, Shape.Null)),
        ("ask?", Shape.OneOf(Shape.Text, Shape.Null)),
        ("agentId?", Shape.OneOf(Shape.Text, Shape.Null)),
        ("resolvedPath?", Shape.OneOf(Shape.Text, Shape.Null)),
        ("sessionKey?", Shape.OneOf(Shape.Text, Shape.Null)),
        ("timeoutMs?", Shape.Whole1));

    /// <summary>Shape of <c>ExecApprovalResolveParams</c>.</summary>
    public static Shape ExecApprovalResolveParams { get; } = Shape.Object(
        ("id", Shape.Text1),
        ("decision", Shape.Text1));
}
