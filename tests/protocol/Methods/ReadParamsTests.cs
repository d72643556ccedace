using System.Text;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Chat;
using Moltbot.Protocol.Methods.Connection;
using Moltbot.Protocol.Methods.Models;
using Moltbot.Protocol.Methods.Nodes;
using Moltbot.Protocol.Methods.Sessions;
using Moltbot.Protocol.Methods.Status;

namespace Moltbot.Protocol.Tests.Methods;

public sealed class ReadParamsTests
{
    [Fact]
    public void Params_become_a_record()
    {
        var read = ChatMethods.Send.Read(Utf8("""{"sessionKey":"main","message":"hi","idempotencyKey":"k","timeoutMs":1e3,"attachments":[{"content":"AA=="},7]}"""));

        read.TryGet(out var value, out _).ShouldBeTrue();
        value!.SessionKey.ShouldBe("main");
        value.TimeoutMs.ShouldBe(1000);
        ChatAttachment.TryRead(value.Attachments![0])!.Content.ShouldBe("AA==");
        ChatAttachment.TryRead(value.Attachments[1]).ShouldBeNull();
    }

    [Fact]
    public void Bad_params_are_refused_with_the_methods_name()
    {
        ChatMethods.Send.Read(Utf8("""{"sessionKey":"main","message":null,"idempotencyKey":"k"}""")).Error!.Message
            .ShouldBe("invalid chat.send params: at /message: must be string");
        SessionsMethods.List.Read(Utf8("""{"bogus":1}""")).Error!.Message
            .ShouldBe("invalid sessions.list params: at root: unexpected property 'bogus'");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    public void Params_left_out_count_as_empty(string text)
    {
        SessionsMethods.List.Read(Utf8(text)).IsOk.ShouldBeTrue();
        ModelsMethods.List.Read(Utf8(text)).IsOk.ShouldBeTrue();
    }

    [Theory]
    [InlineData("", "must be object")]
    [InlineData("null", "must be object")]
    [InlineData("{}", "must have required property 'minProtocol'; must have required property 'maxProtocol'; must have required property 'client'")]
    public void Connect_insists_on_params(string text, string reasons) =>
        ConnectionMethods.Connect.Read(Utf8(text)).Error!.Message.ShouldBe($"invalid connect params: {reasons}");

    [Fact]
    public void A_patch_tells_null_from_left_out()
    {
        var patch = SessionsMethods.Patch.Read(Utf8("""{"key":"k","label":null,"model":"m"}""")).Value!;

        patch.Label.ShouldBe(new Protocol.Json.OptionalText(IsSet: true, null));
        patch.Model.Value.ShouldBe("m");
        patch.ThinkingLevel.IsSet.ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"id":"i","nodeId":"n","ok":true,"payloadJSON":null,"error":null}""", null, null)]
    [InlineData("""{"id":"i","nodeId":"n","ok":true,"payloadJSON":{"a":1}}""", """{"a":1}""", null)]
    [InlineData("""{"id":"i","nodeId":"n","ok":true,"payloadJSON":"{}"}""", null, "{}")]
    [InlineData("""{"id":"i","nodeId":"n","ok":true,"payload":2,"payloadJSON":3}""", "2", null)]
    public void A_nodes_answer_is_read_forgivingly(string text, string? payload, string? payloadJson)
    {
        var read = NodesMethods.InvokeResult.Read(Utf8(text)).Value!;

        (read.Payload.IsPresent ? read.Payload.ToString() : null).ShouldBe(payload);
        read.PayloadJson.ShouldBe(payloadJson);
        read.Error.ShouldBeNull();
    }

    [Fact]
    public void A_nodes_answer_that_cannot_be_forgiven_is_refused() =>
        NodesMethods.InvokeResult.Read(Utf8("""{"id":"i","nodeId":"n","error":null}""")).Error!.Message
            .ShouldBe("invalid node.invoke.result params: must have required property 'ok'");

    [Fact]
    public void Loose_methods_leave_out_what_they_cannot_read()
    {
        StatusMethods.Health.Read(Utf8("""{"probe":"yes","x":1}""")).Value!.Probe.ShouldBeFalse();
        StatusMethods.Health.Read(Utf8("""{"probe":true}""")).Value!.Probe.ShouldBeTrue();
        StatusMethods.UsageCost.Read(Utf8("""{"days":"7"}""")).Value!.Days.ShouldBe(7);
        StatusMethods.UsageCost.Read(Utf8("""{"days":-1}""")).Value!.Days.ShouldBe(30);
        var line = StatusMethods.SystemEvent.Read(Utf8("""{"text":" hi ","host":5,"roles":["a",1],"tags":["t"],"lastInputSeconds":2.7}""")).Value!;
        (line.Text, line.Host, line.Roles, line.LastInputSeconds).ShouldBe(("hi", null, null, 2L));
        line.Tags.ShouldBe(["t"]);
        StatusMethods.SystemEvent.Read(Utf8("[]")).Error!.Message.ShouldBe("text required");
    }

    [Fact]
    public void Methods_that_take_nothing_ignore_or_refuse_what_is_sent()
    {
        StatusMethods.Status.Read(Utf8("""{"any":1}""")).IsOk.ShouldBeTrue();
        ModelsMethods.List.Read(Utf8("""{"any":1}""")).Error!.Message
            .ShouldBe("invalid models.list params: at root: unexpected property 'any'");
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
