using Microsoft.Extensions.Options;

namespace CityActors.Silo.Hosting.Settings;

/// <summary>
/// Binds <c>City:</c> keys to the options of the rooms, which never see configuration themselves, and refuses a key that no room
/// has: a misspelt setting would otherwise be a setting silently left at its default.
/// </summary>
internal sealed class CitySettings(IConfiguration configuration, IServiceCollection services)
{
    private readonly List<Room> rooms = [];

    /// <summary>Binds <c>City:{room}</c>; null binds <c>City</c> itself.</summary>
    /// <param name="room">Name of the room.</param>
    /// <param name="place">Sets what follows from the city's own settings: files, addresses.</param>
    /// <param name="placed">Key of that, which nobody else may set.</param>
    public CitySettings Bind<T>(string? room = null, Action<T>? place = null, string? placed = null)
        where T : class
    {
        var section = SectionOf(room);
        services.AddOptions<T>().Bind(configuration.GetSection(section));
        if (place is not null)
        {
            services.PostConfigure(place);
        }

        rooms.Add(new Room(
            section, typeof(T), placed is null ? null : $"{section}:{placed}",
            static provider => provider.GetRequiredService<IOptions<T>>().Value));
        return this;
    }

    /// <summary>The settings of a room that is needed before there are services.</summary>
    /// <exception cref="StartRefusedException">A setting cannot be read.</exception>
    public T Read<T>(string room)
        where T : class, new()
    {
        var section = SectionOf(room);
        rooms.Add(new Room(section, typeof(T), null, static _ => ""));
        return Reading(section, () => configuration.GetSection(section).Get<T>() ?? new T());
    }

    /// <summary>The city's own settings, checked; needed before there are services.</summary>
    /// <exception cref="StartRefusedException">A setting cannot be read or cannot work.</exception>
    public CityOptions ReadCity()
    {
        var section = configuration.GetSection(CityOptions.Section);
        var options = Reading(CityOptions.Section, () => section.Get<CityOptions>() ?? new CityOptions());
        var result = new CityOptionsValidator().Validate(null, options);
        return result.Failed ? throw Refuse(string.Join(' ', result.Failures)) : options;
    }

    /// <summary>Refuses the start when a room's settings cannot be read or cannot work, or when a key belongs to no room.</summary>
    /// <exception cref="StartRefusedException">One of these; the sentence names the key.</exception>
    public void Check(IServiceProvider provider)
    {
        CheckKeys(configuration.GetSection(CityOptions.Section), typeof(CityOptions), null);
        foreach (var room in rooms)
        {
            try
            {
                Reading(room.Section, () => room.Value(provider));
            }
            catch (OptionsValidationException refusal)
            {
                var sentence = string.Join(' ', refusal.Failures);
                throw Refuse(sentence.Contains("City:", StringComparison.Ordinal) ? sentence : $"City:{sentence}");
            }
        }
    }

    private void CheckKeys(IConfigurationSection section, Type options, string? placed)
    {
        foreach (var child in section.GetChildren())
        {
            if (child.Path.Equals(placed, StringComparison.OrdinalIgnoreCase))
            {
                throw Refuse($"{child.Path} follows from the settings under {CityOptions.Section} and cannot be set by itself.");
            }

            // A key may be both: City:History says which history, City:History:... how it works.
            var inside = rooms.Find(room => room.Section.Equals(child.Path, StringComparison.OrdinalIgnoreCase));
            if (inside is not null)
            {
                CheckKeys(child, inside.Options, inside.Placed);
            }

            if (inside is not null && child.Value is null)
            {
                continue;
            }

            var setting = Array.Find(
                options.GetProperties(),
                property => property.SetMethod is { IsPublic: true } && property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase))
                ?? throw Refuse($"{child.Path} is not a setting of the city; --help tells where they are listed.");
            if (setting.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal))
            {
                CheckKeys(child, setting.PropertyType, placed);
            }
        }
    }

    private static string SectionOf(string? room) => room is null ? CityOptions.Section : $"{CityOptions.Section}:{room}";

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

    private sealed record Room(string Section, Type Options, string? Placed, Func<IServiceProvider, object> Value);
}
