using CityActors.Grains.Platform;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Tests.Platform;

/// <summary>The platform reports on itself like a device.</summary>
public sealed class PlatformReporterTests
{
    [Fact]
    public async Task Its_lag_rate_memory_log_and_quarantine_are_readings_of_a_twin()
    {
        await using var city = await TestCity.Awake(static city => city.Silo = static silo =>
            silo.Services.Configure<PlatformOptions>(static options =>
            {
                options.IsEnabled = true;
                options.Every = TimeSpan.FromSeconds(1);
            }));
        await city.Pulse.Until(
            () => city.History.Channels.Values.Any(
                static channel => channel is { Twin: PlatformReporter.Twin, Channel: "recordsPerSecond" }),
            "the second report of the platform");

        var twin = await city.Entity(PlatformReporter.Twin).Read();

        Assert.Equal(["foldLag", "logSize", "memory", "quarantined", "recordsPerSecond"], twin!.Channels.Select(static each => each.Name));
        Assert.Equal("MiB", twin.Channel("memory")!.Unit);
        Assert.True(twin.Channel("memory")!.Value.Number > 1);
        Assert.Equal(0, twin.Channel("quarantined")!.Value.Number);
    }

    [Fact]
    public async Task A_city_that_did_not_ask_has_no_such_twin()
    {
        await using var city = await TestCity.Awake();

        Assert.False(city.Services.GetRequiredService<IOptions<PlatformOptions>>().Value.IsEnabled);
        Assert.Null(await city.Entity(PlatformReporter.Twin).Read());
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(601)]
    public void A_period_out_of_its_bounds_is_refused(double seconds) => Assert.Contains(
        "Platform:Every",
        new PlatformOptionsValidator().Validate(null, new PlatformOptions { Every = TimeSpan.FromSeconds(seconds) }).FailureMessage);
}
