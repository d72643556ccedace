namespace Moltbot.Protocol.Schemas.Wire;

/// <summary>Shapes of channels (section 5.7).</summary>
public static class ChannelsShapes
{
    /// <summary>Shape of <c>ChannelsStatusParams</c>.</summary>
    public static Shape ChannelsStatusParams { get; } = Shape.Object(
        ("probe?", Shape.Flag),
        ("timeoutMs?", Shape.Whole0));

    /// <summary>Shape of <c>ChannelsStatusResult</c>.</summary>
    public static Shape ChannelsStatusResult { get; } = Shape.Object(
        ("ts", Shape.Whole0),
        ("channelOrder", Shape.List(Shape.Text1)),
        ("channelLabels", Shape.Map(Shape.Text1)),
        ("channelDetailLabels?", Shape.Map(Shape.Text1)),
        ("channelSystemImages?", Shape.Map(Shape.Text1)),
        ("channelMeta?", Shape.List(Shape.Object(
            ("id", Shape.Text1),
            ("label", Shape.Text1),
            ("detailLabel", Shape.Text1),
            ("systemImage?", Shape.Text)))),
        ("channels", Shape.Map(Shape.Any)),
        ("channelAccounts", Shape.Map(Shape.List(Shape.OpenObject(
            ("accountId", Shape.Text1),
            ("name?", Shape.Text),
            ("enabled?", Shape.Flag),
            ("configured?", Shape.Flag),
            ("linked?", Shape.Flag),
            ("running?", Shape.Flag),
            ("connected?", Shape.Flag),
            ("reconnectAttempts?", Shape.Whole0),
            ("lastConnectedAt?", Shape.Whole0),
            ("lastError?", Shape.Text),
            ("lastStartAt?", Shape.Whole0),
            ("lastStopAt?", Shape.Whole0),
            ("lastInboundAt?", Shape.Whole0),
            ("lastOutboundAt?", Shape.Whole0),
            ("lastProbeAt?", Shape.Whole0),
            ("mode?", Shape.Text),
            ("dmPolicy?", Shape.Text),
            ("allowFrom?", Shape.List(Shape.Text)),
            ("tokenSource?", Shape.Text),
            ("botTokenSource?", Shape.Text),
            ("appTokenSource?", Shape.Text),
            ("baseUrl?", Shape.Text),
            ("allowUnmentionedGroups?", Shape.Flag),
            ("cliPath?", Shape.OneOf(Shape.Text, Shape.Null)),
            ("dbPath?", Shape.OneOf(Shape.Text, Shape.Null)),
            ("port?", Shape.OneOf(Shape.Whole0, Shape.Null)),
            ("probe?", Shape.Any),
            ("audit?", Shape.Any),
            ("application?", Shape.Any))))),
        ("channelDefaultAccountId", Shape.Map(Shape.Text1)));

    /// <summary>Shape of <c>ChannelsLogoutParams</c>.</summary>
    public static Shape ChannelsLogoutParams { get; } = Shape.Object(
        ("channel", Shape.Text1),
        ("accountId?", Shape.Text));

    /// <summary>Shape of <c>WebLoginStartParams</c>.</summary>
    public static Shape WebLoginStartParams { get; } = Shape.Object(
        ("force?", Shape.Flag),
        ("timeoutMs?", Shape.Whole0),
        ("verbose?", Shape.Flag),
        ("accountId?", Shape.Text));

    /// <summary>Shape of <c>WebLoginWaitParams</c>.</summary>
    public static Shape WebLoginWaitParams { get; } = Shape.Object(
        ("timeoutMs?", Shape.Whole0),
        ("accountId?", Shape.Text));
}
