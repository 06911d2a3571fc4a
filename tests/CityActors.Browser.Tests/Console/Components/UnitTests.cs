using System.Globalization;
using CityActors.Web.Twins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace CityActors.Browser.Tests.Console.Components;

/// <summary>Units as people of either language read them.</summary>
public sealed class UnitTests
{
    [Theory]
    [InlineData("vi", "veh/h", "xe/giờ")]
    [InlineData("en", "veh/h", "vehicles/h")]
    [InlineData("vi", "veh/km", "xe/km")]
    [InlineData("vi", "ug/m3", "µg/m³")]
    [InlineData("vi", "Cel", "°C")]
    [InlineData("vi", "kWh", "kWh")]
    [InlineData("vi", "/", "")]
    [InlineData("vi", "count", "")]
    [InlineData("vi", null, "")]
    public void Unit_is_written_for_the_reader(string language, string? unit, string expected)
    {
        using var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            Assert.Equal(expected, Values.Unit(services.GetRequiredService<IStringLocalizer<TwinTexts>>(), unit));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
