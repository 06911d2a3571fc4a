using CityActors.Simulators.Command;
using CityActors.Simulators.Load;
using CityActors.Simulators.Sending;
using CityActors.Simulators.Sending.Payloads;
using CityActors.Twins;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CityActors.Simulators.Tests.Load;

public sealed class LoadPlanTests
{
    [Property]
    public Property Every_number_is_of_one_twin_and_twins_keep_to_their_connection() => Prop.ForAll(
        Gen.Choose(1, 40).ToArbitrary(), Gen.Choose(1, 40).ToArbitrary(), Gen.Choose(0, 500).ToArbitrary(),
        static (twins, connections, readings) =>
        {
            var plan = Plan(twins, Math.Min(twins, connections), readings);
            var byTwin = Enumerable.Range(0, twins).SelectMany(twin => plan.NumbersOf(twin).Select(number => (twin, number))).ToList();
            return byTwin.Count == readings
                && byTwin.Select(static one => one.number).Distinct().Count() == readings
                && byTwin.All(one => plan.TwinOf(one.number) == one.twin && one.number % plan.Connections == one.twin % plan.Connections);
        });

    [Fact]
    public void Ids_are_valid() => Assert.True(TwinId.IsValid(LoadPlan.Twin(19_999_999)));

    [Theory]
    [InlineData("--twins 10 --rate 5 --duration 2", "--to is missing")]
    [InlineData("--twins 10 --rate 5 --duration 2 --to ftp://x", "mqtt://HOST:PORT or http://HOST:PORT, got 'ftp://x'")]
    [InlineData("--twins 0 --rate 5 --duration 2 --to http://x", "--twins must be a whole number from 1 to 20000000, got '0'")]
    [InlineData("--twins 10 --rate none --duration 2 --to http://x", "--rate must be a number from 0.001 to 5000000, got 'none'")]
    [InlineData("--twins 10 --rate NaN --duration 2 --to http://x", "--rate must be a number")]
    [InlineData("--twins 2 --rate 5 --duration 2 --to http://x --connections 3", "--connections must not exceed --twins (2), got 3")]
    [InlineData("--twins 2 --rate 5000 --duration 2 --to http://x", "at most 1000 readings a second of one twin")]
    [InlineData("--twins 9000 --rate 5000000 --duration 604800 --to http://x", "must be at most 2000000000 readings")]
    [InlineData("--twins 2 --rate 5 --duration 2 --to mqtt://x --payload line", "--payload line goes over HTTP only")]
    [InlineData("--twins 2 --rate 5 --duration 2 --to mqtt://x --payload xml",
        "--payload must be one of senml, cbor, flat, line, got 'xml'")]
    [InlineData("--twins 2 --rate 5 --duration 2 --to http://x --qos 0", "--qos 0 is of MQTT")]
    [InlineData("--twins 2 --rate 5 --duration 2 --to http://x --twins 3", "--twins stands there twice")]
    [InlineData("--twins", "--twins needs a value")]
    [InlineData("--speed 3", "'--speed' is not known; expected --twins")]
    public void What_makes_no_sense_is_told_in_a_sentence(string arguments, string sentence)
    {
        var failure = Assert.Throws<UsageException>(() => LoadPlan.Of(Line(arguments)));
        Assert.StartsWith("load: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_fit_the_target()
    {
        var mqtt = LoadPlan.Of(Line("--twins 3 --rate 5 --duration 2 --to mqtt://x"));
        Assert.Equal((PayloadForm.Flat, 1, 3, 10L), (mqtt.Payload, mqtt.Qos, mqtt.Connections, mqtt.Readings));
        Assert.Equal(PayloadForm.SenMl, LoadPlan.Of(Line("--twins 3 --rate 5 --duration 2 --to http://x")).Payload);
    }

    private static CommandLine Line(string arguments) => new(
        "load", arguments.Split(' '),
        ["--twins", "--rate", "--duration", "--to", "--connections", "--payload", "--qos", "--window", "--patience"]);

    private static LoadPlan Plan(int twins, int connections, int readings) => new(
        new Target(false, "x", 1), twins, readings, 1, connections, PayloadForm.Flat, 1, 10, TimeSpan.FromSeconds(1));
}
