using Microsoft.Extensions.Options;

namespace CityActors.Silo.Hosting;

/// <summary>
/// Binds <c>City:</c> keys to the options of the rooms, which never see configuration themselves, and refuses a key that no room
/// has: a misspelt setting would otherwise be a setting silently left at its default.
/// </summary>
internal sealed class CitySettings(IConfiguration configuration, IServiceCollection services)
{
    private readonly List<(string Section, Type Options, Func<IServiceProvider, object> Value)> rooms = [];

    /// <summary>Binds <c>City:{room}</c>; null binds <c>City</c> itself.</summary>
    public CitySettings Bind<T>(string? room = null)
        where T : class
    {
        var section = room is null ? CityOptions.Section : $"{CityOptions.Section}:{room}";
        services.AddOptions<T>().Bind(configuration.GetSection(section));
        rooms.Add((section, typeof(T), static provider => provider.GetRequiredService<IOptions<T>>().Value));
        return this;
    }

    /// <summary>The city's own settings, checked; needed before there are services.</summary>
    /// <exception cref="StartRefusedException">A setting cannot be read or cannot work.</exception>
    public CityOptions ReadCity()
    {
        var options = Reading(CityOptions.Section, () => configuration.GetSection(CityOptions.Section).Get<CityOptions>() ?? new CityOptions());
        var result = new CityOptionsValidator().Validate(null, options);
        return result.Failed ? throw Refuse(string.Join(' ', result.Failures)) : options;
    }

    /// <summary>Refuses the start when a room's settings cannot be read or cannot work, or when a key belongs to no room.</summary>
    /// <exception cref="StartRefusedException">One of these; the sentence names the key.</exception>
    public void Check(IServiceProvider provider)
    {
        CheckKeys(configuration.GetSection(CityOptions.Section));
        foreach (var room in rooms)
        {
            try
            {
                Reading(room.Section, () => room.Value(provider));
            }
            catch (OptionsValidationException refusal)
            {
                var sentence = string.Join(' ', refusal.Failures);
                throw Refuse(sentence.Contains("City:", StringComparison.Ordinal) ? sentence : $"{room.Section}: {sentence}");
            }
        }
    }

    private void CheckKeys(IConfigurationSection section)
    {
        foreach (var child in section.GetChildren())
        {
            var isRoom = rooms.Any(room => room.Section.Equals(child.Path, StringComparison.OrdinalIgnoreCase));
            var isSetting = rooms.Any(room => room.Section.Equals(section.Path, StringComparison.OrdinalIgnoreCase)
                && room.Options.GetProperties().Any(property => property.SetMethod is { IsPublic: true }
                    && property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase)));
            if (isRoom && child.Value is null)
            {
                CheckKeys(child);
            }
            else if (!isSetting)
            {
                throw Refuse($"{child.Path} is not a setting of the city; --help tells where they are listed.");
            }
        }
    }

    private static T Reading<T>(string section, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException problem)
        {
            throw Refuse($"{section}: {problem.Message}");
        }
    }

    private static StartRefusedException Refuse(string sentence) => new(sentence, StartRefusedException.BadConfiguration);
}
