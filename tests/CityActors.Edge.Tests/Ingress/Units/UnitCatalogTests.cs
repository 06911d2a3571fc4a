using CityActors.Silo.Ingress;
using CityActors.Silo.Ingress.Units;
using Microsoft.Extensions.Options;

namespace CityActors.Edge.Tests.Ingress.Units;

public sealed class UnitCatalogTests
{
    [Theory]
    [InlineData("AirQualityObserved", "pm25", "ug/m3")]
    [InlineData("TrafficFlowObserved", "averageVehicleSpeed", "km/h")]
    [InlineData("TrafficFlowObserved", "vehicleType", null)]
    [InlineData("Spaceship", "speed", null)]
    public void Unit_is_of_type_and_channel(string type, string channel, string? unit) =>
        Assert.Equal(unit, new UnitCatalog(Options.Create(new IngressOptions())).Of(type, channel));

    [Fact]
    public void Settings_add_to_the_table_and_change_it()
    {
        var options = new IngressOptions { Units = { ["Spaceship/speed"] = "m/s", ["Vehicle/speed"] = "m/s" } };
        var catalog = new UnitCatalog(Options.Create(options));

        Assert.Equal("m/s", catalog.Of("Spaceship", "speed"));
        Assert.Equal("m/s", catalog.Of("Vehicle", "speed"));
        Assert.Equal(new UnitCatalog(Options.Create(new IngressOptions())).Count + 1, catalog.Count);
    }

    [Theory]
    [InlineData("speed", "m/s")]
    [InlineData("Vehicle/speed", "")]
    [InlineData("Vehicle/speed", "µm")]
    public void Settings_that_name_no_channel_or_unit_are_refused_by_their_key(string key, string unit)
    {
        var result = new IngressOptionsValidator().Validate(null, new IngressOptions { Units = { [key] = unit } });

        Assert.Contains(result.Failures!, static failure => failure.Contains("City:Ingress:Units", StringComparison.Ordinal));
    }
}
