using CityActors.Simulators.Fleet.Commanded;
using CityActors.Simulators.Sending;
using CityActors.Twins.Channels;

namespace CityActors.Simulators.Tests.Fleet.Commanded;

public sealed class CommandBehaviourTests
{
    private const string Light = "urn:ngsi-ld:Streetlight:den-000001";

    [Fact]
    public void Device_obeys_unless_told_otherwise() =>
        Assert.All(Enumerable.Range(0, 500), static each =>
            Assert.Equal(CommandReaction.Obey, new CommandBehaviour().Decide(Light, $"1.0.{each}")));

    [Fact]
    public void Shares_are_met_and_a_repeat_is_met_the_same_way()
    {
        var behaviour = new CommandBehaviour { Seed = 7, Refused = 0.1, Failed = 0.2, Unanswered = 0.3, Lied = 0.1 };
        var met = Enumerable.Range(0, 10_000).Select(each => behaviour.Decide(Light, $"1.3.{each}")).ToList();

        foreach (var (reaction, share) in new[]
        {
            (CommandReaction.Refuse, 0.1), (CommandReaction.Fail, 0.2), (CommandReaction.StaySilent, 0.3), (CommandReaction.Lie, 0.1),
            (CommandReaction.Obey, 0.3),
        })
        {
            Assert.InRange(met.Count(one => one == reaction) / 10_000.0, share - 0.02, share + 0.02);
        }

        Assert.Equal(met, Enumerable.Range(0, 10_000).Select(each => behaviour.Decide(Light, $"1.3.{each}")));
        Assert.NotEqual(met, Enumerable.Range(0, 10_000).Select(each =>
            new CommandBehaviour { Seed = 8, Refused = 0.1, Failed = 0.2, Unanswered = 0.3, Lied = 0.1 }.Decide(Light, $"1.3.{each}")));
    }

    [Fact]
    public void Ledger_forgets_the_oldest_first()
    {
        var ledger = new CommandLedger();
        for (var each = 0; each <= CommandLedger.Most; each++)
        {
            ledger.Set($"{each}", "accepted");
            ledger.Set($"{each}", "done");
        }

        Assert.False(ledger.TryGet("0", out _));
        Assert.True(ledger.TryGet("1", out var answer));
        Assert.Equal("done", answer);
    }

    [Fact]
    public void Commanded_value_goes_before_what_is_measured_and_stays()
    {
        var settings = new DeviceSettings();
        ChannelValue[] measured = [new("powerState", "off"), new("voltage", 224.0)];
        Assert.Same(measured, settings.Apply(Light, measured));

        settings.Set(Light, "powerState", TwinValue.OfCode("on"));

        Assert.Equal([new("voltage", 224.0), new ChannelValue("powerState", "on")], settings.Apply(Light, measured));
    }

    [Theory]
    [InlineData("""{"id":"1.0.5","channel":"speed","value":0.5,"expiresAt":"2026-11-25T07:10:00.000Z","attempt":1}""", false)]
    [InlineData("""{"id":"1.0.5","cancel":true}""", true)]
    public void Commands_are_read_as_the_city_writes_them(string message, bool isTakenBack)
    {
        var command = DeviceCommand.Read(System.Text.Encoding.UTF8.GetBytes(message))!;

        Assert.Equal(("1.0.5", isTakenBack), (command.Id, command.IsTakenBack));
        Assert.Equal(isTakenBack ? default : TwinValue.Of(0.5), command.Value);
    }

    [Theory]
    [InlineData("on")]
    [InlineData("{}")]
    [InlineData("""{"id":7}""")]
    public void What_is_no_command_is_passed_over(string message) =>
        Assert.Null(DeviceCommand.Read(System.Text.Encoding.UTF8.GetBytes(message)));
}
